import { sql } from "drizzle-orm";
import type { TenantRow } from "../../schema/control-plane/index.ts";
import type { Statement } from "../db/scoped.ts";

/** An account on its way out of an agency. */
export interface Leaving {
  tenantId: string;
  /** Id of the agency it leaves. */
  from: string;
}

/** A statement that moves a client below another agency that is there, if nobody has changed it since it was read. */
export function moveTenant(read: TenantRow, { to, updatedAt }: { to: string; updatedAt: number }): Statement {
  return sql`UPDATE tenants SET parent_id = ${to}, agency_id = ${to}, updated_at = ${updatedAt}, standing_version = standing_version + 1
    WHERE id = ${read.id} AND standing_version = ${read.standingVersion} AND parent_id = ${read.parentId} AND deleted_at IS NULL
      AND EXISTS (SELECT 1 FROM tenants a WHERE a.id = ${to} AND a.type = 'agency' AND a.deleted_at IS NULL)`;
}

/** Statements that make the roles which its old agency had defined, and which people hold here, the account's own: nobody loses or gains. */
export function takeRolesAlong({ tenantId, from }: Leaving, now: number): Statement[] {
  return [
    sql`INSERT INTO custom_roles (tenant_id, id, name, tier, capabilities, created_at, updated_at)
      SELECT ${tenantId}, r.id, r.name, r.tier, r.capabilities, r.created_at, ${now} FROM custom_roles r
      WHERE r.tenant_id = ${from} AND (
        EXISTS (SELECT 1 FROM grants g WHERE g.tenant_id = ${tenantId} AND g.custom_role_tenant_id = r.tenant_id AND g.custom_role_id = r.id)
        OR EXISTS (SELECT 1 FROM invitations i WHERE i.tenant_id = ${tenantId} AND i.custom_role_tenant_id = r.tenant_id AND i.custom_role_id = r.id))
      ON CONFLICT (tenant_id, id) DO NOTHING`,
    sql`UPDATE grants SET custom_role_tenant_id = ${tenantId} WHERE tenant_id = ${tenantId} AND custom_role_tenant_id = ${from}`,
    sql`UPDATE invitations SET custom_role_tenant_id = ${tenantId} WHERE tenant_id = ${tenantId} AND custom_role_tenant_id = ${from}`,
  ];
}

/** Statements that end what the agency's own people hold on the account itself: their grants, the keys they made, the places they offered. */
export function endRightsOfAgency({ tenantId, from }: Leaving, now: number): Statement[] {
  return [
    sql`DELETE FROM grants WHERE tenant_id = ${tenantId}
      AND EXISTS (SELECT 1 FROM users u WHERE u.id = grants.user_id AND u.home_tenant_id = ${from})`,
    sql`UPDATE api_keys SET revoked_at = ${now} WHERE tenant_id = ${tenantId} AND revoked_at IS NULL
      AND EXISTS (SELECT 1 FROM users u WHERE u.id = api_keys.created_by AND u.home_tenant_id = ${from})`,
    sql`UPDATE invitations SET revoked_at = ${now} WHERE tenant_id = ${tenantId} AND revoked_at IS NULL AND accepted_at IS NULL
      AND EXISTS (SELECT 1 FROM users u WHERE u.id = invitations.invited_by AND u.home_tenant_id = ${from})`,
  ];
}

/** Statements by which what a client waits for is the new agency's to decide, and what the old one had given it is given no more. */
export function takeRequestsAlong(tenantId: string, to: string): Statement[] {
  return [
    sql`UPDATE module_requests SET decider_id = ${to} WHERE tenant_id = ${tenantId}`,
    sql`DELETE FROM module_grants WHERE tenant_id = ${tenantId} AND source = 'agency'`,
  ];
}
