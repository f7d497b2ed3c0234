import { type Role, ROLES } from "../../schema/capabilities.ts";
import type { TenantRow } from "../../schema/control-plane/index.ts";
import type { Env } from "../env.ts";

/** A person who can act on a tenant, under their strongest role there. */
export interface MemberRow {
  id: string;
  name: string;
  email: string;
  role: Role;
}
/** Of each tenant, no more people than this are listed. */
const MEMBERS_MAX = 500;

/**
 * The people of a tenant by name: those with a grant on it or on its agency. The platform's own staff can act everywhere but belong to no
 * account, and are listed on the platform only.
 */
export async function membersOf(env: Env, tenant: Pick<TenantRow, "id" | "agencyId">): Promise<MemberRow[]> {
  const holders = [tenant.id, ...(tenant.agencyId === null || tenant.agencyId === tenant.id ? [] : [tenant.agencyId])];
  const answers = await env.DB.batch<MemberRow>(holders.map((id) => env.DB.prepare(HOLDERS).bind(id, MEMBERS_MAX)));
  const strongest = new Map<string, MemberRow>();
  for (const member of answers.flatMap(({ results }) => results)) {
    const known = strongest.get(member.id);
    if (known === undefined || strength(member.role) > strength(known.role)) strongest.set(member.id, member);
  }
  return [...strongest.values()].sort((a, b) => a.name.localeCompare(b.name));
}

/** Whether a person can act on a tenant: through a grant on it, on its agency or on the platform. */
export async function isMember(env: Env, tenant: Pick<TenantRow, "id" | "agencyId">, userId: string): Promise<boolean> {
  const found = await env.DB.prepare(REACHES).bind(userId, tenant.id, tenant.agencyId).first();
  return found !== null;
}

function strength(role: Role): number {
  return ROLES[role].capabilities.length;
}

const HOLDERS = `
SELECT u.id, u.name, u.email, g.role FROM grants g JOIN users u ON u.id = g.user_id
WHERE g.tenant_id = ?1 ORDER BY g.user_id LIMIT ?2`;

const REACHES = `
SELECT 1 FROM grants g JOIN tenants t ON t.id = g.tenant_id
WHERE g.user_id = ?1 AND t.deleted_at IS NULL AND (g.tenant_id = ?2 OR g.tenant_id = ?3 OR t.type = 'platform') LIMIT 1`;
