import { requireCapability } from "../../../schema/actor.ts";
import type { Page } from "../../../schema/contracts/common.ts";
import type { ListTenants, Tenant } from "../../../schema/contracts/tenants.ts";
import { pageFrom } from "../../../schema/page-from.ts";
import { descendants } from "../../directory/tenants.ts";
import type { Ctx } from "../ctx.ts";
import { tenantDocument } from "./document.ts";

/**
 * The tenants below the active one, by name; the deleted ones for whoever may bring them back. A `parent` that is not among them has nothing
 * in it, as one that does not exist. Throws `forbidden`.
 */
export async function listTenants(ctx: Ctx, query: ListTenants): Promise<Page<Tenant>> {
  if (query.deleted !== undefined) requireCapability(ctx.actor, "manageTenants");
  const { rows, total } = await descendants(ctx.env, ctx.tenant, {
    ...query,
    deleted: query.deleted !== undefined,
  });
  return pageFrom(rows.map(tenantDocument), total, query);
}
