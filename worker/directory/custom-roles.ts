import { and, eq, inArray } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { type CustomRoleRow, customRoles, type TenantRow } from "../../schema/control-plane/index.ts";
import type { Env } from "../env.ts";
import { platformTenant } from "./tenants.ts";

/** A custom role that may be granted on a tenant: one of its own, or of a tenant above it. */
export async function customRoleFor(
  env: Env,
  tenant: Pick<TenantRow, "id" | "agencyId">,
  id: string,
): Promise<CustomRoleRow | undefined> {
  const platform = await platformTenant(env);
  const holders = [tenant.id, tenant.agencyId, platform?.id].filter((holder) => typeof holder === "string");
  return drizzle(env.DB)
    .select()
    .from(customRoles)
    .where(and(inArray(customRoles.tenantId, holders), eq(customRoles.id, id)))
    .get();
}
