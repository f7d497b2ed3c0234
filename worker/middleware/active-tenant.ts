import type { Context } from "hono";
import { type Capability, CAPABILITIES, type Role } from "../../schema/capabilities.ts";
import type { TenantRow } from "../../schema/control-plane/index.ts";
import { TrellisError } from "../../schema/errors.ts";
import type { AppEnv } from "../app-env.ts";
import type { PrincipalGrant } from "../directory/principals.ts";
import { type ReachedTenant, tenantById } from "../directory/tenants.ts";
import type { Env } from "../env.ts";
import { ExpiringCache } from "./expiring-cache.ts";
import type { Caller, KeyGrant } from "./principal.ts";

const cache = new ExpiringCache<ReachedTenant>();

/** Forgets the tenants this isolate remembers. */
export function forgetTenants(): void {
  cache.clear();
}

/**
 * The tenant a request acts on: X-Tenant, else ?tenant=, else the caller's home. Throws `invalid` when the two disagree and `not_found`
 * for a tenant that does not exist or that no grant of the caller reaches: the two look the same.
 */
export async function activeTenant(c: Context<AppEnv>, caller: Caller): Promise<ReachedTenant> {
  const header = c.req.header("x-tenant");
  const query = c.req.query("tenant");
  if (header !== undefined && query !== undefined && header !== query) {
    throw new TrellisError("invalid", { message: "X-Tenant and ?tenant= name different accounts.", field: "tenant" });
  }
  return reachableTenant(c.env, caller, header ?? query ?? caller.homeTenantId);
}

/** The tenant by id if a grant reaches it. Throws `not_found` alike for a missing and a foreign one. */
export async function reachableTenant(
  env: Env,
  caller: Pick<Caller, "grants"> & { confinedTo?: string },
  id: string,
): Promise<ReachedTenant> {
  const now = Date.now();
  if (caller.confinedTo !== undefined && caller.confinedTo !== id) throw new TrellisError("not_found");
  const remembered = cache.get(id, now);
  const tenant = remembered ?? (await tenantById(env, id));
  if (tenant === undefined || !caller.grants.some((grant) => reaches(grant, tenant)))
    throw new TrellisError("not_found");
  if (remembered === undefined) cache.set(id, tenant, now);
  return tenant;
}

/** A grant reaches its own tenant and everything below it. */
export function reaches(
  grant: Pick<PrincipalGrant, "tenantId" | "type">,
  tenant: Pick<TenantRow, "id" | "agencyId">,
): boolean {
  return (
    grant.type === "platform" ||
    grant.tenantId === tenant.id ||
    (grant.type === "agency" && grant.tenantId === tenant.agencyId)
  );
}

/** What grants allow on a tenant: the union of those that reach it. Throws `not_found` where none does. */
export function capabilitiesOn(grants: readonly KeyGrant[], tenant: TenantRow): Capability[] {
  const reaching = thoseReaching(grants, tenant);
  return CAPABILITIES.filter((capability) => reaching.some(({ capabilities }) => capabilities.includes(capability)));
}

/**
 * What a person's grants allow on a tenant, shown under the strongest role. `assignedOnly` where none of them lets the person see all. Throws
 * `not_found` where none reaches it.
 */
export function accessOn(
  grants: readonly PrincipalGrant[],
  tenant: TenantRow,
): { role: Role; capabilities: Capability[]; assignedOnly?: true } {
  const reaching = thoseReaching(grants, tenant);
  const { role } = reaching.reduce((a, b) => (b.capabilities.length > a.capabilities.length ? b : a));
  const seesAll = reaching.some(({ assignedOnly }) => !assignedOnly);
  return { role, capabilities: capabilitiesOn(grants, tenant), ...(seesAll ? {} : { assignedOnly: true as const }) };
}

function thoseReaching<G extends KeyGrant>(grants: readonly G[], tenant: TenantRow): G[] {
  const reaching = grants.filter((grant) => reaches(grant, tenant));
  if (reaching.length === 0) throw new TrellisError("not_found");
  return reaching;
}
