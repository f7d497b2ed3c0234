import { requireCapability } from "../../../schema/actor.ts";
import type { Deployment } from "../../../schema/contracts/deployments.ts";
import { moveTargets } from "../../db/deployments.ts";
import type { Ctx } from "../ctx.ts";
import { changeDeployment, requireState } from "./change-deployment.ts";
import { findDeployment } from "./find.ts";

/** Has those that failed wait for another turn, and nobody else. Throws `forbidden`, `not_found`, `conflict` (cancelled). */
export async function retryDeployment(ctx: Ctx, id: string): Promise<Deployment> {
  requireCapability(ctx.actor, "deploy");
  const row = await findDeployment(ctx, id);
  requireState(row, ["running", "paused", "removing"], "It was cancelled: start another deployment.");
  return changeDeployment(ctx, row, {
    writes: [moveTargets(ctx.db, id, ["failed"], { state: "waiting", updatedAt: ctx.now })],
    spreads: true,
    audit: { action: "deployment.retried" },
  });
}
