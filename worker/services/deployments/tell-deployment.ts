import type { SystemActor } from "../../../schema/actor.ts";
import type { IntegrationState } from "../../../schema/contracts/integrations.ts";
import type { IntegrationRow } from "../../../schema/control-plane/index.ts";
import type { TargetState } from "../../../schema/deployments.ts";
import { settleTarget } from "../../db/deployments.ts";
import { ScopedDb, type Statement } from "../../db/scoped.ts";
import type { AccountCtx } from "../ctx.ts";

/**
 * The statement that says in the agency's deployment how an account's integration does, for the batch that changes it; none where no
 * deployment looks after it. `after` is what changes of it, undefined when it is uninstalled. One whose turn is yet to come is left as it is.
 */
export function tellDeployment(
  ctx: AccountCtx,
  { deployed, state, health }: Pick<IntegrationRow, "deployed" | "state" | "health">,
  after: Partial<Pick<IntegrationRow, "state" | "health">> | undefined,
): Statement[] {
  if (deployed === null) return [];
  const agency: SystemActor = { kind: "system", tenantId: deployed.agency, via: "deployment" };
  const told =
    after === undefined
      ? { state: "removed" as const, reason: "Uninstalled in the account.", fix: null, integrationId: null }
      : { ...outcomeOf({ state, health, ...after }) };
  return [settleTarget(new ScopedDb(ctx.env, agency), deployed.target, { ...told, updatedAt: ctx.now })];
}

/** How a deployment says that an integration stands. */
export function outcomeOf({ state, health }: Pick<IntegrationRow, "state" | "health">): {
  state: TargetState;
  reason: string | null;
  fix: string | null;
} {
  const isWell = state === "connected" || state === "disabled";
  return {
    state: STATE_OF[state],
    reason: isWell ? null : (health.reason ?? null),
    fix: isWell ? null : (health.fix ?? null),
  };
}

const STATE_OF = {
  connected: "connected",
  error: "failed",
  pending: "pending",
  disabled: "disabled",
} as const satisfies Record<IntegrationState, TargetState>;
