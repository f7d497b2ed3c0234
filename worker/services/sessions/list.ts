import type { Session } from "../../../schema/contracts/users.ts";
import { openSessions } from "../../directory/sessions.ts";
import type { Env } from "../../env.ts";
import type { Principal } from "../../middleware/principal.ts";

/** Where the caller is signed in, newest first. Last seen is when the session was last renewed. */
export async function listSessions(env: Env, principal: Principal, now: number): Promise<Session[]> {
  const rows = await openSessions(env, principal.userId, now);
  return rows.map((row) => ({
    id: row.id,
    current: row.id === principal.sessionId,
    userAgent: row.userAgent,
    ip: row.ip,
    createdAt: new Date(row.createdAt).toISOString(),
    lastSeenAt: new Date(row.rotatedAt).toISOString(),
    expiresAt: new Date(row.expiresAt).toISOString(),
  }));
}
