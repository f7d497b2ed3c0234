import type { Role, TenantType } from "../../schema/capabilities.ts";
import type { Env } from "../env.ts";

export interface PrincipalGrant {
  tenantId: string;
  type: TenantType;
  role: Role;
}

export interface PrincipalRow {
  sessionId: string;
  generation: number;
  rotatedAt: number;
  expiresAt: number;
  revokedAt: number | null;
  userId: string;
  name: string;
  email: string;
  homeTenantId: string;
  grants: PrincipalGrant[];
}

/** A session with its user and all their grants, in one indexed look-up. */
export async function principalBySession(env: Env, sessionId: string): Promise<PrincipalRow | undefined> {
  const row = await env.DB.prepare(PRINCIPAL)
    .bind(sessionId)
    .first<Omit<PrincipalRow, "grants"> & { grants: string }>();
  return row ? { ...row, grants: JSON.parse(row.grants) as PrincipalGrant[] } : undefined;
}

const PRINCIPAL = `
SELECT s.id AS sessionId, s.generation, s.rotated_at AS rotatedAt, s.expires_at AS expiresAt, s.revoked_at AS revokedAt,
  u.id AS userId, u.name, u.email, u.home_tenant_id AS homeTenantId,
  (SELECT json_group_array(json_object('tenantId', g.tenant_id, 'type', t.type, 'role', g.role))
   FROM grants g JOIN tenants t ON t.id = g.tenant_id WHERE g.user_id = u.id AND t.deleted_at IS NULL) AS grants
FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.id = ?`;
