import { manifestOf } from "../../../modules/catalog.ts";
import { requireCapability } from "../../../schema/actor.ts";
import type { Page } from "../../../schema/contracts/common.ts";
import type { ListModuleRequests, ModuleRequest } from "../../../schema/contracts/module-access.ts";
import { pageFrom } from "../../../schema/page-from.ts";
import { type RequestToDecide, requestsFor } from "../../directory/module-requests.ts";
import type { Ctx } from "../ctx.ts";
import { requestDocument } from "./access.ts";

/** What the accounts right below the active one ask for: what waits, longest first, or what is settled, newest first. Throws `forbidden`. */
export async function listModuleRequests(ctx: Ctx, query: ListModuleRequests): Promise<Page<ModuleRequest>> {
  requireCapability(ctx.actor, "manageModules");
  const { rows, total } = await requestsFor(ctx.env, ctx.tenant.id, { ...query, open: query.open === "true" });
  return pageFrom(rows.map(moduleRequestDocument), total, query);
}

/** A request as whoever decides it sees it. */
export function moduleRequestDocument({ request, account }: RequestToDecide): ModuleRequest {
  const manifest = manifestOf(request.module);
  return {
    ...requestDocument(request),
    account,
    module: { slug: request.module, name: manifest?.name ?? request.module, icon: manifest?.icon ?? "" },
  };
}
