import { requireCapability } from "../../../schema/actor.ts";
import type { Deployment } from "../../../schema/contracts/deployments.ts";
import type { Ctx } from "../ctx.ts";
import { changeDeployment, requireState } from "./change-deployment.ts";
import { findDeployment } from "./find.ts";

/** Stops a deployment where it is; what is under way ends. Throws `forbidden`, `not_found`, `conflict` (it does not run). */
export async function pauseDeployment(ctx: Ctx, id: string): Promise<Deployment> {
  requireCapability(ctx.actor, "deploy");
  const row = await findDeployment(ctx, id);
  requireState(row, ["running"], "Only what runs can be paused.");
  return changeDeployment(ctx, row, { set: { state: "paused" }, audit: { action: "deployment.paused" } });
}

/** Goes on with a paused one. Throws `forbidden`, `not_found`, `conflict` (it is not paused). */
export async function resumeDeployment(ctx: Ctx, id: string): Promise<Deployment> {
  requireCapability(ctx.actor, "deploy");
  const row = await findDeployment(ctx, id);
  requireState(row, ["paused"], "It is not paused.");
  return changeDeployment(ctx, row, {
    set: { state: "running" },
    spreads: true,
    audit: { action: "deployment.resumed" },
  });
}
