import { eq, sql } from "drizzle-orm";
import { type Actor, requireSystem } from "../../../schema/actor.ts";
import { endedSessions, liveTickets } from "../../../schema/data-plane/index.ts";
import { CLOSE_CODES } from "../../../schema/realtime/down.ts";
import { closeSocket } from "../../kit/sockets.ts";
import { type Account, type AccountDatabase, type AccountTx, transaction } from "../account.ts";
import { sessionTag, type SocketRoom } from "../../kit/socket-room.ts";

/** Longer than any session lives, so a forgotten one could not open a socket anyway. */
export const ENDED_SESSION_KEPT_MS = 40 * 24 * 60 * 60 * 1000;

/** Closes the sockets of a session, voids its tickets, and lets it open none again. Throws `forbidden` to any person. */
export function endSession(
  account: Account,
  room: SocketRoom,
  actor: Actor,
  { sessionId }: { sessionId: string },
): void {
  requireSystem(actor);
  transaction(account, actor, (tx) => rememberEnded(tx, sessionId));
  closeAll(room.getWebSockets(sessionTag(sessionId)));
}

/** Whether the session was ended, or the view through another's eyes of that id, so far as this account was told. */
export function isSessionEnded(db: AccountDatabase, sessionId: string): boolean {
  return db.select().from(endedSessions).where(eq(endedSessions.sessionId, sessionId)).limit(1).get() !== undefined;
}

/** Notes that a session, or a view through another's eyes, has ended, and voids its tickets. */
export function rememberEnded(tx: AccountTx, sessionId: string): void {
  tx.db.insert(endedSessions).values({ sessionId, at: tx.now }).onConflictDoNothing().run();
  tx.db
    .delete(liveTickets)
    .where(
      sql`${liveTickets.actor} ->> '$.sessionId' = ${sessionId} OR ${liveTickets.actor} ->> '$.impersonator.impersonationId' = ${sessionId}`,
    )
    .run();
  tx.wakeAt(tx.now + ENDED_SESSION_KEPT_MS);
}

function closeAll(sockets: readonly WebSocket[]): void {
  for (const socket of sockets) closeSocket(socket, CLOSE_CODES.sessionEnded, "session ended");
}
