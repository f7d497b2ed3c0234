import { requireCapability } from "../../../schema/actor.ts";
import type { Deployment } from "../../../schema/contracts/deployments.ts";
import { deleteSharedCredentials, moveTargets } from "../../db/deployments.ts";
import type { Ctx } from "../ctx.ts";
import { changeDeployment, requireState } from "./change-deployment.ts";
import { findDeployment } from "./find.ts";

/**
 * Takes a deployment back: the module is uninstalled wherever this deployment looks after it, and what was shared is deleted, here and there.
 * Conversations stay. Throws `forbidden`, `not_found`, `conflict` (it is being taken back).
 */
export async function removeDeployment(ctx: Ctx, id: string): Promise<Deployment> {
  requireCapability(ctx.actor, "deploy");
  const row = await findDeployment(ctx, id);
  requireState(row, ["running", "paused", "cancelled"], "It is being taken back already.");
  return changeDeployment(ctx, row, {
    set: { state: "removing", includeFuture: false, revision: row.revision + 1 },
    writes: [
      moveTargets(ctx.db, id, ["waiting", "connected", "pending", "disabled", "failed", "kept", "cancelled"], {
        state: "waiting",
        updatedAt: ctx.now,
      }),
      deleteSharedCredentials(ctx.db, id),
    ],
    spreads: true,
    audit: { action: "deployment.taken_back", before: { state: row.state } },
  });
}
