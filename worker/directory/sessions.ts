import { and, desc, eq, gt, inArray, isNull, lt, ne, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { TenantType } from "../../schema/capabilities.ts";
import { type SessionRow, sessionSockets, sessions, tenants } from "../../schema/control-plane/index.ts";
import type { Statement } from "../db/scoped.ts";
import type { Env } from "../env.ts";

/** More sign-ins of one person than this are not listed. */
const SESSIONS_LISTED_MAX = 100;

/** A statement that opens a session. */
export function insertSession(env: Env, row: SessionRow): Statement {
  return drizzle(env.DB).insert(sessions).values(row);
}

/** A statement that replaces a session's token, if the one presented is still the newest and the session goes on. */
export function rotateSession(env: Env, session: { sessionId: string; generation: number }, now: number): Statement {
  return drizzle(env.DB)
    .update(sessions)
    .set({ generation: sql`${sessions.generation} + 1`, rotatedAt: now })
    .where(
      and(
        eq(sessions.id, session.sessionId),
        eq(sessions.generation, session.generation),
        isNull(sessions.revokedAt),
        gt(sessions.expiresAt, now),
      ),
    );
}

/** A statement that ends one session of a person. */
export function revokeSession(env: Env, session: { sessionId: string; userId: string }, now: number): Statement {
  return drizzle(env.DB)
    .update(sessions)
    .set({ revokedAt: now })
    .where(and(eq(sessions.id, session.sessionId), eq(sessions.userId, session.userId), isNull(sessions.revokedAt)));
}

/** A statement that ends every session of a person but one. */
export function revokeOtherSessions(env: Env, kept: { sessionId: string; userId: string }, now: number): Statement {
  return drizzle(env.DB)
    .update(sessions)
    .set({ revokedAt: now })
    .where(and(eq(sessions.userId, kept.userId), ne(sessions.id, kept.sessionId), isNull(sessions.revokedAt)));
}

/** A statement that ends every session that an agency's provider opened. */
export function revokeProviderSessions(agencyId: string, now: number): Statement {
  return sql`UPDATE sessions SET revoked_at = ${now} FROM provider_links l
    WHERE l.tenant_id = ${agencyId} AND sessions.user_id = l.user_id AND provider_tenant_id = ${agencyId} AND revoked_at IS NULL`;
}

/** Where the sessions of an agency's provider that ended at this moment opened sockets. */
export async function providerSocketsEndedAt(env: Env, agencyId: string, at: number): Promise<SessionSocket[]> {
  const { results } = await env.DB.prepare(
    `SELECT k.session_id AS sessionId, k.tenant_id AS tenantId, t.type FROM tenants t JOIN session_sockets k ON k.tenant_id = t.id
     JOIN sessions s ON s.id = k.session_id WHERE t.agency_id = ?1 AND s.provider_tenant_id = ?1 AND s.revoked_at = ?2`,
  )
    .bind(agencyId, at)
    .all<SessionSocket>();
  return results;
}

/** A statement that notes that a session has shown more than a password. */
export function noteSecondFactor(env: Env, { sessionId }: { sessionId: string }, now: number): Statement {
  return drizzle(env.DB).update(sessions).set({ secondFactorAt: now }).where(eq(sessions.id, sessionId));
}

/** A statement after which the sessions of a person who has no second factor any more count as none with one. */
export function forgetFactorOfBare(userId: string): Statement {
  return sql`UPDATE sessions SET second_factor_at = NULL WHERE user_id = ${userId} AND second_factor_at IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM passkeys WHERE user_id = ${userId})
    AND NOT EXISTS (SELECT 1 FROM authenticators WHERE user_id = ${userId} AND confirmed_at IS NOT NULL)`;
}

/**
 * Who listens, in sessions that have shown no second factor, where one is asked for: of one person, or in an agency's accounts. Told by what
 * was noted of their sockets, which may be closed by now.
 */
export async function weakListenersAmong(
  env: Env,
  among: { userId: string } | { agencyId: string },
): Promise<(Pick<SessionSocket, "tenantId" | "type"> & { userId: string })[]> {
  const [query, id] = "userId" in among ? [WEAK_OF_PERSON, among.userId] : [WEAK_IN_AGENCY, among.agencyId];
  return (await env.DB.prepare(query).bind(id).all<Pick<SessionSocket, "tenantId" | "type"> & { userId: string }>())
    .results;
}

const WEAK_OF_PERSON = `
SELECT DISTINCT s.user_id AS userId, k.tenant_id AS tenantId, t.type FROM sessions s JOIN session_sockets k ON k.session_id = s.id
JOIN tenants t ON t.id = k.tenant_id JOIN tenant_settings r ON r.tenant_id = t.agency_id
WHERE s.user_id = ?1 AND s.revoked_at IS NULL AND s.second_factor_at IS NULL AND r.second_factor_required_at IS NOT NULL`;
const WEAK_IN_AGENCY = `
SELECT DISTINCT s.user_id AS userId, k.tenant_id AS tenantId, t.type FROM tenants t JOIN session_sockets k ON k.tenant_id = t.id
JOIN sessions s ON s.id = k.session_id JOIN tenant_settings r ON r.tenant_id = t.agency_id
WHERE t.agency_id = ?1 AND s.revoked_at IS NULL AND s.second_factor_at IS NULL AND r.second_factor_required_at IS NOT NULL`;

/** A person's open sessions, newest first. */
export function openSessions(env: Env, userId: string, now: number): Promise<SessionRow[]> {
  return drizzle(env.DB)
    .select()
    .from(sessions)
    .where(and(eq(sessions.userId, userId), isNull(sessions.revokedAt), gt(sessions.expiresAt, now)))
    .orderBy(desc(sessions.createdAt))
    .limit(SESSIONS_LISTED_MAX);
}

/** From where a person's newest sessions before a moment were opened, ended ones too. */
export function sessionsBefore(
  env: Env,
  userId: string,
  before: number,
): Promise<Pick<SessionRow, "userAgent" | "ip">[]> {
  return drizzle(env.DB)
    .select({ userAgent: sessions.userAgent, ip: sessions.ip })
    .from(sessions)
    .where(and(eq(sessions.userId, userId), lt(sessions.createdAt, before)))
    .orderBy(desc(sessions.createdAt))
    .limit(SESSIONS_LISTED_MAX);
}

/** Sessions forgotten by one statement, which binds at most 100 values. */
const FORGOTTEN_AT_ONCE = 90;

/** Deletes some of the sessions whose time was over before then, with what was noted of their sockets. Answers whether there may be more. */
export async function deleteSessionsOverBefore(env: Env, before: number): Promise<boolean> {
  const db = drizzle(env.DB);
  const over = await db
    .select({ id: sessions.id })
    .from(sessions)
    .where(lt(sessions.expiresAt, before))
    .orderBy(sessions.expiresAt)
    .limit(FORGOTTEN_AT_ONCE);
  const ids = over.map(({ id }) => id);
  if (ids.length === 0) return false;
  await db.batch([
    db.delete(sessionSockets).where(inArray(sessionSockets.sessionId, ids)),
    db.delete(sessions).where(inArray(sessions.id, ids)),
  ]);
  return ids.length === FORGOTTEN_AT_ONCE;
}

/** A session's account in which it opened a socket, or the roll-up of an agency or platform. */
export interface SessionSocket {
  sessionId: string;
  tenantId: string;
  type: TenantType;
}

const SESSION_SOCKET = { sessionId: sessionSockets.sessionId, tenantId: sessionSockets.tenantId, type: tenants.type };

/** Where one session opened sockets. */
export function socketsOfSession(env: Env, sessionId: string): Promise<SessionSocket[]> {
  return drizzle(env.DB)
    .select(SESSION_SOCKET)
    .from(sessionSockets)
    .innerJoin(tenants, eq(tenants.id, sessionSockets.tenantId))
    .where(eq(sessionSockets.sessionId, sessionId));
}

/** The accounts in which a person's open sessions have opened sockets. */
export async function accountsWithSockets(env: Env, userId: string): Promise<string[]> {
  const { results } = await env.DB.prepare(
    `SELECT DISTINCT k.tenant_id AS id FROM sessions s JOIN session_sockets k ON k.session_id = s.id
     WHERE s.user_id = ?1 AND s.revoked_at IS NULL`,
  )
    .bind(userId)
    .all<{ id: string }>();
  return results.map(({ id }) => id);
}

/** Where a person's sessions that ended at this moment opened sockets. */
export function socketsEndedAt(env: Env, userId: string, at: number): Promise<SessionSocket[]> {
  return drizzle(env.DB)
    .select(SESSION_SOCKET)
    .from(sessions)
    .innerJoin(sessionSockets, eq(sessionSockets.sessionId, sessions.id))
    .innerJoin(tenants, eq(tenants.id, sessionSockets.tenantId))
    .where(and(eq(sessions.userId, userId), eq(sessions.revokedAt, at)));
}

/**
 * Notes that a live session opens a socket in an account, so that ending the session can reach it. False when the session has ended:
 * the check and the note are one statement.
 */
export async function noteSocket(env: Env, sessionId: string, tenantId: string, now: number): Promise<boolean> {
  const result = await env.DB.prepare(
    `INSERT INTO session_sockets (session_id, tenant_id, opened_at)
     SELECT id, ?2, ?3 FROM sessions WHERE id = ?1 AND revoked_at IS NULL AND expires_at > ?3
     ON CONFLICT (session_id, tenant_id) DO UPDATE SET opened_at = excluded.opened_at`,
  )
    .bind(sessionId, tenantId, now)
    .run();
  return result.meta.changes > 0;
}
