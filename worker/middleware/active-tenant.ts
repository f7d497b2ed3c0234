import type { Context } from "hono";
import { type Capability, capabilitiesOf, CAPABILITIES, type Role, ROLES } from "../../schema/capabilities.ts";
import type { TenantRow } from "../../schema/control-plane/index.ts";
import { TrellisError } from "../../schema/errors.ts";
import type { AppEnv } from "../app-env.ts";
import type { PrincipalGrant } from "../directory/principals.ts";
import { tenantById } from "../directory/tenants.ts";
import type { Env } from "../env.ts";
import { ExpiringCache } from "./expiring-cache.ts";
import type { Principal } from "./principal.ts";

const cache = new ExpiringCache<TenantRow>();

/** Forgets the tenants this isolate remembers. */
export function forgetTenants(): void {
  cache.clear();
}

/**
 * The tenant a request acts on: X-Tenant, else ?tenant=, else the caller's home. Throws `invalid` when the two disagree and `not_found`
 * for a tenant that does not exist or that no grant of the caller reaches: the two look the same.
 */
export async function activeTenant(c: Context<AppEnv>, principal: Principal): Promise<TenantRow> {
  const header = c.req.header("x-tenant");
  const query = c.req.query("tenant");
  if (header !== undefined && query !== undefined && header !== query) {
    throw new TrellisError("invalid", { message: "X-Tenant and ?tenant= name different accounts.", field: "tenant" });
  }
  return reachableTenant(c.env, principal, header ?? query ?? principal.homeTenantId);
}

/** The tenant by id if a grant reaches it. Throws `not_found` alike for a missing and a foreign one. */
export async function reachableTenant(env: Env, principal: Pick<Principal, "grants">, id: string): Promise<TenantRow> {
  const now = Date.now();
  const remembered = cache.get(id, now);
  const tenant = remembered ?? (await tenantById(env, id));
  if (tenant === undefined || !principal.grants.some((grant) => reaches(grant, tenant)))
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

/** What the grants that reach a tenant allow there: the union of their capabilities, shown under the strongest role. */
export function accessOn(
  grants: readonly PrincipalGrant[],
  tenant: TenantRow,
): { role: Role; capabilities: Capability[] } {
  const reaching = grants.filter((grant) => reaches(grant, tenant));
  const strongest = reaching.reduce<Role | undefined>(
    (best, { role }) =>
      best === undefined || ROLES[role].capabilities.length > ROLES[best].capabilities.length ? role : best,
    undefined,
  );
  if (strongest === undefined) throw new TrellisError("not_found");
  return {
    role: strongest,
    capabilities: CAPABILITIES.filter((capability) =>
      reaching.some(({ role }) => capabilitiesOf(role).includes(capability)),
    ),
  };
}
