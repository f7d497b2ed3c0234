import { and, eq, isNull } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { sessionSockets, sessions } from "../../schema/control-plane/index.ts";
import type { Env } from "../env.ts";

/** Marks a session as ended. Ending one twice keeps the first time. */
export async function endSessionRow(env: Env, sessionId: string, now: number): Promise<void> {
  await drizzle(env.DB)
    .update(sessions)
    .set({ revokedAt: now })
    .where(and(eq(sessions.id, sessionId), isNull(sessions.revokedAt)));
}

/** The accounts in which a session opened sockets. */
export async function socketsOfSession(env: Env, sessionId: string): Promise<string[]> {
  const rows = await drizzle(env.DB).select({ tenantId: sessionSockets.tenantId }).from(sessionSockets).where(eq(sessionSockets.sessionId, sessionId));
  return rows.map((row) => row.tenantId);
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
