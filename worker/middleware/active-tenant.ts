import type { Context } from "hono";
import { type Capability, CAPABILITIES, type Role } from "../../schema/capabilities.ts";
import type { TenantRow } from "../../schema/control-plane/index.ts";
import { TrellisError } from "../../schema/errors.ts";
import type { AppEnv } from "../app-env.ts";
import type { PrincipalGrant } from "../directory/principals.ts";
import { type ReachedTenant, tenantById } from "../directory/tenants.ts";
import type { Env } from "../env.ts";
import type { Caller, KeyGrant } from "./principal.ts";
import { rememberedHosts, rememberedTenants } from "./remembered-tenants.ts";

/** Forgets the tenants this isolate remembers. */
export function forgetTenants(): void {
  rememberedTenants.clear();
  rememberedHosts.clear();
}

/**
 * The tenant a request acts on: X-Tenant, else ?tenant=, else the key's own, else the account whose address the request came to, else the
 * caller's home. Throws `invalid` when the first two disagree and `not_found` for a tenant that does not exist, that no grant of the caller
 * reaches, or that is none of the host's: they look the same.
 */
export async function activeTenant(c: Context<AppEnv>, caller: Caller): Promise<ReachedTenant> {
  const header = c.req.header("x-tenant");
  const query = c.req.query("tenant");
  if (header !== undefined && query !== undefined && header !== query) {
    throw new TrellisError("invalid", { message: "X-Tenant and ?tenant= name different accounts.", field: "tenant" });
  }
  const unnamed = caller.kind === "person" ? (caller.within?.id ?? caller.homeTenantId) : caller.homeTenantId;
  return reachableTenant(c.env, caller, header ?? query ?? unnamed);
}

/** The tenant by id if a grant reaches it. Throws `not_found` alike for a missing and a foreign one. */
export async function reachableTenant(
  env: Env,
  caller: Pick<Caller, "grants" | "within"> & { confinedTo?: string },
  id: string,
): Promise<ReachedTenant> {
  const now = Date.now();
  if (caller.confinedTo !== undefined && caller.confinedTo !== id) throw new TrellisError("not_found");
  const remembered = rememberedTenants.get(id, now);
  const tenant = remembered ?? (await tenantById(env, id));
  if (tenant === undefined || !reachedBy(caller, tenant)) throw new TrellisError("not_found");
  if (remembered === undefined) rememberedTenants.set(id, tenant, now);
  return tenant;
}

/** Whether a grant of the caller reaches a tenant, and the tenant is one of the host's where the request came to an account's address. */
export function reachedBy(
  { grants, within }: Pick<Caller, "grants" | "within">,
  tenant: Pick<TenantRow, "id" | "agencyId">,
): boolean {
  const isThere = within === undefined || reaches({ tenantId: within.id, type: within.type }, tenant);
  return isThere && grants.some((grant) => reaches(grant, tenant));
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
