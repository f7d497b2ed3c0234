import { requireCapability } from "../../../schema/actor.ts";
import type { Deployment } from "../../../schema/contracts/deployments.ts";
import { wakeDrifted } from "../../directory/deployment-accounts.ts";
import type { Ctx } from "../ctx.ts";
import { changeDeployment, requireState } from "./change-deployment.ts";
import { findDeployment } from "./find.ts";

/**
 * Brings every account that differs from what is deployed back to it: whoever took it out gets it again, and what an object has not acknowledged
 * is told again. Throws `forbidden`, `not_found`, `conflict` (not running).
 */
export async function repairDeployment(ctx: Ctx, id: string): Promise<Deployment> {
  requireCapability(ctx.actor, "deploy");
  const row = await findDeployment(ctx, id);
  requireState(row, ["running", "paused"], "It is over: there is nothing to hold accounts to.");
  return changeDeployment(ctx, row, {
    writes: [wakeDrifted(ctx.tenant.id, row, ctx.now)],
    spreads: true,
    audit: { action: "deployment.repaired" },
  });
}
