import { type Capability, capabilitiesOf, type Role, type TenantType } from "../../schema/capabilities.ts";
import type { Env } from "../env.ts";
import { heldElsewhere } from "./held-elsewhere.ts";

/** A role on a tenant, with what it allows: its own capabilities, or those of the custom role in its place. */
export interface PrincipalGrant {
  tenantId: string;
  type: TenantType;
  role: Role;
  capabilities: readonly Capability[];
  /** Reaches only what is assigned to the person. */
  assignedOnly: boolean;
  /** The custom role, if it is one. */
  customRoleId: string | null;
}

export interface PrincipalRow {
  sessionId: string;
  generation: number;
  rotatedAt: number;
  expiresAt: number;
  revokedAt: number | null;
  /** When this session showed more than a password, in ms. */
  secondFactorAt: number | null;
  /** The account at whose address the session was opened; null at the installation's own. */
  hostTenantId: string | null;
  /** Whether an agency's provider opened the session of somebody of whom it may not, or no longer, say who they are. */
  outgrown: 0 | 1;
  userId: string;
  name: string;
  email: string;
  homeTenantId: string;
  grants: PrincipalGrant[];
}

/** A session with its user and their grants, in one indexed look-up. One that an agency's provider opened has those within the agency alone. */
export async function principalBySession(env: Env, sessionId: string): Promise<PrincipalRow | undefined> {
  const row = await env.DB.prepare(PRINCIPAL)
    .bind(sessionId)
    .first<Omit<PrincipalRow, "grants"> & { grants: string }>();
  return row ? { ...row, grants: (JSON.parse(row.grants) as GrantJson[]).map(principalGrant) } : undefined;
}

/** A person's grants. */
export async function grantsOfUser(env: Env, userId: string): Promise<PrincipalGrant[]> {
  const row = await env.DB.prepare(`SELECT (${GRANTS}) AS grants FROM users u WHERE u.id = ?`)
    .bind(userId)
    .first<{ grants: string }>();
  return row ? (JSON.parse(row.grants) as GrantJson[]).map(principalGrant) : [];
}

/** A grant as SQLite writes it. A custom role that is gone allows nothing. */
export interface GrantJson {
  tenantId: string;
  type: TenantType;
  role: Role;
  assignedOnly: 0 | 1;
  customRole: string | null;
  custom: Capability[] | null;
}

export function principalGrant({ tenantId, type, role, assignedOnly, customRole, custom }: GrantJson): PrincipalGrant {
  const capabilities = customRole === null ? capabilitiesOf(role) : (custom ?? []);
  return { tenantId, type, role, capabilities, assignedOnly: assignedOnly === 1, customRoleId: customRole };
}

/** The grants of the user `u` of a statement, as JSON. */
export const GRANTS = `
SELECT json_group_array(json_object('tenantId', g.tenant_id, 'type', t.type, 'role', g.role, 'assignedOnly', g.assigned_only,
  'customRole', g.custom_role_id, 'custom', json(r.capabilities)))
FROM grants g JOIN tenants t ON t.id = g.tenant_id
LEFT JOIN custom_roles r ON r.tenant_id = g.custom_role_tenant_id AND r.id = g.custom_role_id
WHERE g.user_id = u.id AND t.deleted_at IS NULL`;

const PRINCIPAL = `
SELECT s.id AS sessionId, s.generation, s.rotated_at AS rotatedAt, s.expires_at AS expiresAt, s.revoked_at AS revokedAt,
  s.second_factor_at AS secondFactorAt, s.host_tenant_id AS hostTenantId,
  s.provider_tenant_id IS NOT NULL AND EXISTS (${heldElsewhere("s.user_id", "s.provider_tenant_id")}) AS outgrown,
  u.id AS userId, u.name, u.email, u.home_tenant_id AS homeTenantId,
  (${GRANTS} AND (s.provider_tenant_id IS NULL OR t.agency_id = s.provider_tenant_id)) AS grants
FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.id = ?`;
