import type { Tenant } from "../../../schema/contracts/tenants.ts";
import type { TenantRow } from "../../../schema/control-plane/index.ts";

/** A tenant as the API shows it. */
export function tenantDocument(row: TenantRow): Tenant {
  const { id, type, parentId, name, slug, status, plan, trialEndsAt, createdAt, deletedAt } = row;
  return {
    id,
    type,
    parent: parentId,
    name,
    slug,
    status,
    plan,
    ...(status === "trial" && trialEndsAt !== null ? { trialEndsAt: new Date(trialEndsAt).toISOString() } : {}),
    createdAt: new Date(createdAt).toISOString(),
    ...(deletedAt === null ? {} : { deletedAt: new Date(deletedAt).toISOString() }),
  };
}
