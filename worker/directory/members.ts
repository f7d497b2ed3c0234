import { type Capability, capabilitiesOf, type Role } from "../../schema/capabilities.ts";
import type { GrantOrigin } from "../../schema/contracts/members.ts";
import type { TenantRow } from "../../schema/control-plane/index.ts";
import type { Env } from "../env.ts";

/** A grant that reaches a tenant, with the person who has it. */
export interface MemberGrantRow {
  id: string;
  name: string;
  email: string;
  of: GrantOrigin;
  role: Role;
  customRole: { id: string; name: string } | null;
  assignedOnly: boolean;
  capabilities: readonly Capability[];
}
/** Of each tenant, no more people than this are listed. */
const MEMBERS_MAX = 500;

/**
 * Who can act on a tenant, grant by grant: its own people, then its agency's. The platform's own staff can act everywhere but belong to no
 * account: they are listed on the platform, and elsewhere only when asked for.
 */
export async function memberGrants(
  env: Env,
  tenant: Pick<TenantRow, "id" | "type" | "agencyId">,
  { platform }: { platform: boolean },
): Promise<MemberGrantRow[]> {
  const prepare = (sql: string, ...bound: string[]) => env.DB.prepare(sql).bind(...bound, MEMBERS_MAX);
  const asked: [GrantOrigin, D1PreparedStatement][] = [["account", prepare(HOLDERS, tenant.id)]];
  if (tenant.agencyId !== null && tenant.agencyId !== tenant.id)
    asked.push(["agency", prepare(HOLDERS, tenant.agencyId)]);
  if (platform && tenant.type !== "platform") asked.push(["platform", prepare(STAFF)]);
  const answers = await env.DB.batch<HolderSql>(asked.map(([, statement]) => statement));
  return answers.flatMap(({ results }, index) => results.map((row) => grantRow(row, asked[index]?.[0] ?? "account")));
}

/** One person's grant on a tenant itself. */
export async function ownGrant(env: Env, tenantId: string, userId: string): Promise<MemberGrantRow | undefined> {
  const row = await env.DB.prepare(OWN).bind(tenantId, userId).first<HolderSql>();
  return row ? grantRow(row, "account") : undefined;
}

/** Whether a person can act on a tenant: through a grant on it, on its agency or on the platform. */
export async function isMember(env: Env, tenant: Pick<TenantRow, "id" | "agencyId">, userId: string): Promise<boolean> {
  const found = await env.DB.prepare(REACHES).bind(userId, tenant.id, tenant.agencyId).first();
  return found !== null;
}

/** Whether a person is one of a tenant's people as `membersOf` lists them: through a grant on it or on its agency. */
export async function isListedMember(
  env: Env,
  tenant: Pick<TenantRow, "id" | "agencyId">,
  userId: string,
): Promise<boolean> {
  const found = await env.DB.prepare(HOLDS).bind(userId, tenant.id, tenant.agencyId).first();
  return found !== null;
}

interface HolderSql {
  id: string;
  name: string;
  email: string;
  role: Role;
  assignedOnly: 0 | 1;
  customRoleId: string | null;
  customRoleName: string | null;
  custom: string | null;
}

/** A custom role that is gone allows nothing. */
function grantRow(
  { customRoleId, customRoleName, custom, assignedOnly, ...row }: HolderSql,
  of: GrantOrigin,
): MemberGrantRow {
  return {
    ...row,
    of,
    assignedOnly: assignedOnly === 1,
    customRole: customRoleId === null ? null : { id: customRoleId, name: customRoleName ?? "" },
    capabilities:
      customRoleId === null ? capabilitiesOf(row.role) : (JSON.parse(custom ?? "[]") as readonly Capability[]),
  };
}

const COLUMNS = `u.id, u.name, u.email, g.role, g.assigned_only AS assignedOnly, g.custom_role_id AS customRoleId,
  r.name AS customRoleName, r.capabilities AS custom`;
const WITH_ROLE = `JOIN users u ON u.id = g.user_id
  LEFT JOIN custom_roles r ON r.tenant_id = g.custom_role_tenant_id AND r.id = g.custom_role_id`;

const HOLDERS = `SELECT ${COLUMNS} FROM grants g ${WITH_ROLE} WHERE g.tenant_id = ?1 ORDER BY g.user_id LIMIT ?2`;

const STAFF = `SELECT ${COLUMNS} FROM tenants t JOIN grants g ON g.tenant_id = t.id ${WITH_ROLE}
WHERE t.type = 'platform' ORDER BY g.user_id LIMIT ?1`;

const OWN = `SELECT ${COLUMNS} FROM grants g ${WITH_ROLE} WHERE g.tenant_id = ?1 AND g.user_id = ?2`;

const HOLDS = "SELECT 1 FROM grants WHERE user_id = ?1 AND (tenant_id = ?2 OR tenant_id = ?3) LIMIT 1";

const REACHES = `
SELECT 1 FROM grants g JOIN tenants t ON t.id = g.tenant_id
WHERE g.user_id = ?1 AND t.deleted_at IS NULL AND (g.tenant_id = ?2 OR g.tenant_id = ?3 OR t.type = 'platform') LIMIT 1`;
