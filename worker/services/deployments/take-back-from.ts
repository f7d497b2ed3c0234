import type { DeploymentRow, DeploymentTargetRow, IntegrationRow } from "../../../schema/control-plane/index.ts";
import { isTrellisError } from "../../../schema/errors.ts";
import { endTurn } from "../../db/deployments.ts";
import { deleteCredentials, deleteIntegration } from "../../db/integrations.ts";
import { mustChange, type ScopedDb } from "../../db/scoped.ts";
import { release } from "../../directory/outside-ids.ts";
import type { AccountCtx } from "../ctx.ts";
import { commitIntegration } from "../integrations/commit.ts";
import { refuseNeeded } from "../integrations/dependencies.ts";
import { discardProvider } from "../sandbox/built-in-provider.ts";
import { endTurnWith, type TurnOutcome } from "./end-turn.ts";

/**
 * Takes back from an account what this deployment put there, with the copies of what was shared, in one batch with the end of the turn. What
 * the client, or another deployment, looks after stays. Throws `conflict` where anything was changed meanwhile.
 */
export async function takeBackFrom(
  ctx: AccountCtx,
  db: ScopedDb,
  {
    deployment,
    target,
    row,
    installed,
  }: {
    deployment: DeploymentRow;
    target: DeploymentTargetRow;
    row: IntegrationRow | undefined;
    installed: readonly IntegrationRow[];
  },
): Promise<TurnOutcome> {
  const turn = { id: target.id, revision: deployment.revision };
  if (row?.deployed?.deployment !== deployment.id) {
    await endTurnWith(db, turn, { state: "removed", reason: null }, ctx.now);
    return "over";
  }
  try {
    refuseNeeded(row.module, installed);
  } catch (error) {
    if (!isTrellisError(error)) throw error;
    const reason = error.items[0]?.message ?? error.message;
    await endTurnWith(db, turn, { state: "failed", reason, fix: "Then retry." }, ctx.now);
    return "over";
  }
  const { id, module, state, sandbox, config, desiredVersion } = row;
  await commitIntegration(ctx, {
    integrationId: id,
    version: desiredVersion + 1,
    writes: [
      deleteCredentials(ctx.db, id),
      mustChange(deleteIntegration(ctx.db, { id, version: desiredVersion })),
      release(ctx.env, ctx.tenant.id, id),
      mustChange(
        endTurn(db, turn, { state: "removed", reason: null, fix: null, integrationId: null, updatedAt: ctx.now }),
      ),
    ],
    audit: {
      action: "integration.uninstalled",
      before: { module, state, sandbox, config, deployment: deployment.id },
    },
  });
  if (sandbox) await discardProvider(ctx, row);
  return "over";
}
