import { requireCapability } from "../../../schema/actor.ts";
import type { Page } from "../../../schema/contracts/common.ts";
import type { Deployment, ListDeployments } from "../../../schema/contracts/deployments.ts";
import { pageFrom } from "../../../schema/page-from.ts";
import { countDeployments, deploymentsOf } from "../../db/deployments.ts";
import type { Ctx } from "../ctx.ts";
import { deploymentDocument } from "./document.ts";

/** The agency's deployments, newest first. Throws `forbidden`. */
export async function listDeployments(ctx: Ctx, query: ListDeployments): Promise<Page<Deployment>> {
  requireCapability(ctx.actor, "deploy");
  const { module, limit, page } = query;
  const [rows, total] = await Promise.all([
    deploymentsOf(ctx.db, { module, limit, offset: (page - 1) * limit }),
    countDeployments(ctx.db, module),
  ]);
  return pageFrom(await Promise.all(rows.map((row) => deploymentDocument(ctx, row))), total, query);
}
