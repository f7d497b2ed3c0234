import { requireCapability } from "../../../schema/actor.ts";
import type { Page } from "../../../schema/contracts/common.ts";
import type { ListTenants, Tenant } from "../../../schema/contracts/tenants.ts";
import { descendants } from "../../directory/tenants.ts";
import type { Ctx } from "../ctx.ts";
import { tenantDocument } from "./document.ts";

/** The tenants below the active one, by name; the deleted ones for whoever may bring them back. Throws `forbidden`. A `parent` that is not among them has nothing in it, as one that does not exist. */
export async function listTenants(ctx: Ctx, query: ListTenants): Promise<Page<Tenant>> {
  const { limit, page } = query;
  if (query.deleted !== undefined) requireCapability(ctx.actor, "manageTenants");
  const { rows, total } = await descendants(ctx.env, ctx.tenant, {
    ...query,
    deleted: query.deleted !== undefined,
  });
  const totalPages = Math.max(1, Math.ceil(total / limit));
  const [hasPrevPage, hasNextPage] = [page > 1, page < totalPages];
  return {
    docs: rows.map(tenantDocument),
    totalDocs: total,
    limit,
    page,
    totalPages,
    pagingCounter: (page - 1) * limit + 1,
    hasPrevPage,
    hasNextPage,
    prevPage: hasPrevPage ? page - 1 : null,
    nextPage: hasNextPage ? page + 1 : null,
  };
}
