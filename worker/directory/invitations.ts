import { and, desc, eq, gt, isNull, lte, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { Capability } from "../../schema/capabilities.ts";
import {
  customRoles,
  grants,
  type InvitationRow,
  invitations,
  type TenantRow,
  tenants,
} from "../../schema/control-plane/index.ts";
import type { Statement } from "../db/scoped.ts";
import type { Env } from "../env.ts";
import { hasSeat } from "./seats.ts";

/** An account has no more open invitations than this. */
export const OPEN_INVITATIONS_MAX = 100;

/** An invitation with what its custom role allows, where it has one that is still there. */
export interface InvitationFound {
  invitation: InvitationRow;
  custom: { name: string; capabilities: Capability[] } | null;
}

const open = and(isNull(invitations.acceptedAt), isNull(invitations.revokedAt));
const customRole = and(
  eq(customRoles.tenantId, invitations.customRoleTenantId),
  eq(customRoles.id, invitations.customRoleId),
);

/** An account's invitations that nobody accepted or took back, newest first. */
export function openInvitations(env: Env, tenantId: string): Promise<InvitationFound[]> {
  return drizzle(env.DB)
    .select({ invitation: invitations, custom: ROLE })
    .from(invitations)
    .leftJoin(customRoles, customRole)
    .where(and(eq(invitations.tenantId, tenantId), open))
    .orderBy(desc(invitations.createdAt), desc(invitations.id))
    .limit(OPEN_INVITATIONS_MAX);
}

/** One of them. */
export function openInvitation(env: Env, tenantId: string, id: string): Promise<InvitationFound | undefined> {
  return drizzle(env.DB)
    .select({ invitation: invitations, custom: ROLE })
    .from(invitations)
    .leftJoin(customRoles, customRole)
    .where(and(eq(invitations.id, id), eq(invitations.tenantId, tenantId), open))
    .get();
}

/** An address's open invitation that has not run out. */
export function openInvitationTo(
  env: Env,
  tenantId: string,
  email: string,
  now: number,
): Promise<InvitationFound | undefined> {
  return drizzle(env.DB)
    .select({ invitation: invitations, custom: ROLE })
    .from(invitations)
    .leftJoin(customRoles, customRole)
    .where(and(eq(invitations.tenantId, tenantId), eq(invitations.email, email), open, gt(invitations.expiresAt, now)))
    .get();
}

/** The open invitation with this link and its account, which must be there still. */
export function invitationByToken(
  env: Env,
  tokenHash: string,
): Promise<(InvitationFound & { tenant: TenantRow }) | undefined> {
  return drizzle(env.DB)
    .select({ invitation: invitations, custom: ROLE, tenant: tenants })
    .from(invitations)
    .innerJoin(tenants, eq(tenants.id, invitations.tenantId))
    .leftJoin(customRoles, customRole)
    .where(and(eq(invitations.tokenHash, tokenHash), open, isNull(tenants.deletedAt)))
    .get();
}

/** Whether somebody with this address has a grant on the account itself. */
export async function isOnTeam(env: Env, tenantId: string, email: string): Promise<boolean> {
  const found = await env.DB.prepare(ON_TEAM).bind(email, tenantId).first();
  return found !== null;
}

/** A statement that ends an address's invitation that ran out, so that it can be invited anew. */
export function endExpired(env: Env, { tenantId, email }: InvitationRow, now: number): Statement {
  return drizzle(env.DB)
    .update(invitations)
    .set({ revokedAt: now })
    .where(
      and(eq(invitations.tenantId, tenantId), eq(invitations.email, email), open, lte(invitations.expiresAt, now)),
    );
}

/** A statement that invites, if the account and its plan have room for one more: it changes nothing otherwise. A second open one for an address fails. */
export function insertInvitation(row: InvitationRow): Statement {
  return sql`INSERT INTO invitations (id, tenant_id, email, role, custom_role_tenant_id, custom_role_id, assigned_only, token_hash,
      invited_by, invited_by_name, sends, sent_at, created_at, expires_at)
    SELECT ${row.id}, ${row.tenantId}, ${row.email}, ${row.role}, ${row.customRoleTenantId}, ${row.customRoleId}, ${row.assignedOnly ? 1 : 0},
      ${row.tokenHash}, ${row.invitedBy}, ${row.invitedByName}, ${row.sends}, ${row.sentAt}, ${row.createdAt}, ${row.expiresAt}
    WHERE (SELECT count(*) FROM invitations
      WHERE tenant_id = ${row.tenantId} AND accepted_at IS NULL AND revoked_at IS NULL) < ${OPEN_INVITATIONS_MAX}
      AND ${hasSeat(row.tenantId, { counting: "all", now: row.createdAt })}`;
}

/** A statement that gives an invitation a new link, if it is as it was read and still open. */
export function renewInvitation(
  env: Env,
  read: InvitationRow,
  set: Pick<InvitationRow, "tokenHash" | "sends" | "sentAt" | "expiresAt">,
): Statement {
  return drizzle(env.DB)
    .update(invitations)
    .set(set)
    .where(
      and(
        eq(invitations.id, read.id),
        eq(invitations.tenantId, read.tenantId),
        eq(invitations.sends, read.sends),
        open,
      ),
    );
}

/** A statement that takes an invitation back, if it is open. */
export function revokeInvitation(env: Env, { id, tenantId }: InvitationRow, now: number): Statement {
  return drizzle(env.DB)
    .update(invitations)
    .set({ revokedAt: now })
    .where(and(eq(invitations.id, id), eq(invitations.tenantId, tenantId), open));
}

/** A statement that spends an invitation, if it is open, its link is still this one and its time is not over. */
export function acceptInvitation(
  env: Env,
  { id, tokenHash }: InvitationRow,
  accepted: { userId: string; now: number },
): Statement {
  return drizzle(env.DB)
    .update(invitations)
    .set({ acceptedAt: accepted.now, acceptedBy: accepted.userId })
    .where(
      and(
        eq(invitations.id, id),
        eq(invitations.tokenHash, tokenHash),
        open,
        sql`${invitations.expiresAt} > ${accepted.now}`,
      ),
    );
}

/** A statement that gives a person what an invitation offers, if its account is there and its plan has room. The grant's key fails it for whoever has one already. */
export function grantInvited(
  { id, tenantId }: InvitationRow,
  { userId, now }: { userId: string; now: number },
): Statement {
  return sql`INSERT INTO ${grants} (user_id, tenant_id, role, custom_role_tenant_id, custom_role_id, assigned_only, created_at)
    SELECT ${userId}, i.tenant_id, i.role, i.custom_role_tenant_id, i.custom_role_id, i.assigned_only, ${now}
    FROM invitations i JOIN tenants t ON t.id = i.tenant_id WHERE i.id = ${id} AND t.deleted_at IS NULL
      AND ${hasSeat(tenantId, { counting: "people", now })}`;
}

const ROLE = { name: customRoles.name, capabilities: customRoles.capabilities };
const ON_TEAM = "SELECT 1 FROM users u JOIN grants g ON g.user_id = u.id WHERE u.email = ? AND g.tenant_id = ?";
