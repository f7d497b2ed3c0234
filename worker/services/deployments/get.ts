import { requireCapability } from "../../../schema/actor.ts";
import type { Deployment } from "../../../schema/contracts/deployments.ts";
import type { Ctx } from "../ctx.ts";
import { deploymentDocument } from "./document.ts";
import { findDeployment } from "./find.ts";

/** One deployment of the agency. Throws `forbidden`, `not_found`. */
export async function getDeployment(ctx: Ctx, id: string): Promise<Deployment> {
  requireCapability(ctx.actor, "deploy");
  return deploymentDocument(ctx, await findDeployment(ctx, id));
}
