import { isTrellisError, TrellisError } from "../../../schema/errors.ts";
import type { DeploymentRow, DeploymentTargetRow } from "../../../schema/control-plane/index.ts";
import { refuseSuspended } from "../tenants/refuse-suspended.ts";
import { deploymentById, targetById } from "../../db/deployments.ts";
import { integrationsOf } from "../../db/integrations.ts";
import type { ScopedDb } from "../../db/scoped.ts";
import { tenantById } from "../../directory/tenants.ts";
import type { Env } from "../../env.ts";
import { requireDependencies } from "../integrations/dependencies.ts";
import { requireEntitled } from "../modules/entitled.ts";
import { heldOf } from "../module-access/access.ts";
import { offerOfModule } from "../modules/offers.ts";
import { decideTarget } from "./decide.ts";
import { deployTo } from "./deploy-to.ts";
import { endTurnWith, type TurnOutcome } from "./end-turn.ts";
import { agencyDb, machineryOn } from "./machinery-on.ts";
import { takeBackFrom } from "./take-back-from.ts";

/** Which target of which deployment. */
export interface TargetRef {
  agencyId: string;
  deploymentId: string;
  targetId: string;
}

/**
 * Does one target of a deployment, if it still waits and nobody has stopped it. May be called any number of times, in any order and at once:
 * what it does and that its turn is over are one batch. Throws only for a fault of ours.
 */
export async function applyTarget(env: Env, ref: TargetRef, now: number): Promise<TurnOutcome> {
  const db = agencyDb(env, ref.agencyId);
  const [deployment, target] = await Promise.all([deploymentById(db, ref.deploymentId), targetById(db, ref.targetId)]);
  if (deployment === undefined || target?.state !== "waiting" || target.deploymentId !== deployment.id) return "over";
  if (deployment.state === "paused" || deployment.state === "cancelled") return "over";
  try {
    return await take(env, db, { deployment, target }, now);
  } catch (error) {
    if (!isTrellisError(error)) throw error;
    // Changed in between, by a person or another delivery: looked at anew, and most often there is nothing left to do.
    if (error.code === "conflict" || error.code === "unavailable") return { againInSeconds: 2 };
    const reason = error.items[0]?.message ?? error.message;
    await endTurnWith(
      db,
      { id: target.id, revision: deployment.revision },
      { state: "failed", reason, fix: FIX[error.code] ?? null },
      now,
    );
    return "over";
  }
}

/** What helps, where it is not the provider that says so. */
const FIX: Partial<Record<TrellisError["code"], string>> = {
  suspended: "Retry once the client goes on.",
  plan_limit: "Give the client a plan that includes the module, or the module itself, then retry.",
  outside_id_taken: "Ask the client for another number or id, then retry.",
  not_found: "The platform offers the module no more.",
};

async function take(
  env: Env,
  db: ScopedDb,
  at: { deployment: DeploymentRow; target: DeploymentTargetRow },
  now: number,
): Promise<TurnOutcome> {
  const { deployment, target } = at;
  const tenant = await tenantById(env, target.accountId);
  if (tenant === undefined || tenant.agencyId !== deployment.tenantId) {
    await endTurnWith(
      db,
      { id: target.id, revision: deployment.revision },
      { state: "cancelled", reason: "The account is no client any more." },
      now,
    );
    return "over";
  }
  const ctx = machineryOn(env, tenant, deployment.id, now);
  const installed = await integrationsOf(ctx.db);
  const row = installed.find(({ module }) => module === deployment.module);
  if (deployment.state === "removing") return takeBackFrom(ctx, db, { ...at, row, installed });

  const offer = await offerOfModule(env, deployment.module);
  if (offer === undefined) throw new TrellisError("not_found");
  const decision = decideTarget(offer.manifest, deployment, row);
  if (decision.kind === "keep") {
    await endTurnWith(
      db,
      { id: target.id, revision: deployment.revision },
      { state: "kept", reason: decision.reason },
      now,
    );
    return "over";
  }
  if (decision.kind === "blocked") {
    await endTurnWith(
      db,
      { id: target.id, revision: deployment.revision },
      { state: "failed", reason: decision.reason, fix: decision.fix },
      now,
    );
    return "over";
  }
  refuseSuspended(tenant, now);
  if (row === undefined) {
    requireEntitled(tenant, offer, await heldOf(env, ctx.db, tenant.id, deployment.module));
    unmet(() => requireDependencies(offer.manifest, installed));
  }
  return deployTo(ctx, db, { ...at, manifest: offer.manifest, row });
}

/** What is missing is for people to install: asking again by itself would not help. */
function unmet(check: () => void): void {
  try {
    check();
  } catch (error) {
    if (isTrellisError(error)) throw new TrellisError("invalid", { message: error.items[0]?.message ?? error.message });
    throw error;
  }
}
