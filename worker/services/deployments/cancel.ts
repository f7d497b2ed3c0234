import { requireCapability } from "../../../schema/actor.ts";
import type { Deployment } from "../../../schema/contracts/deployments.ts";
import { moveTargets } from "../../db/deployments.ts";
import type { Ctx } from "../ctx.ts";
import { changeDeployment, requireState } from "./change-deployment.ts";
import { findDeployment } from "./find.ts";

/**
 * Ends a deployment for good: whoever waits is not served any more, nor whoever comes later. What clients have, they keep. Throws `forbidden`, `not_found`, `conflict`
 * (it is over, or being taken back).
 */
export async function cancelDeployment(ctx: Ctx, id: string): Promise<Deployment> {
  requireCapability(ctx.actor, "deploy");
  const row = await findDeployment(ctx, id);
  requireState(row, ["running", "paused"], "It is over already.");
  const stopped = { state: "cancelled" as const, reason: "The deployment was cancelled.", updatedAt: ctx.now };
  return changeDeployment(ctx, row, {
    set: { state: "cancelled", includeFuture: false },
    writes: [moveTargets(ctx.db, id, ["waiting"], stopped)],
    audit: { action: "deployment.cancelled", before: { state: row.state } },
  });
}
