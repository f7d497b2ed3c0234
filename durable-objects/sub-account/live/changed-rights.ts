import { eq, sql } from "drizzle-orm";
import { type Actor, requireSystem } from "../../../schema/actor.ts";
import { drafts, liveTickets } from "../../../schema/data-plane/index.ts";
import { CLOSE_CODES } from "../../../schema/realtime/down.ts";
import { closeSocket } from "../../kit/sockets.ts";
import { type Account, type AccountTx, transaction } from "../account.ts";
import type { RightsHold } from "../../kit/rights-hold.ts";
import { type SocketRoom, userTag, writerTag } from "../../kit/socket-room.ts";

/** The sockets of an account, and whose are not let in just now. */
export interface Door {
  room: SocketRoom;
  hold: RightsHold;
}

/**
 * A person has no access here any more: their sockets are closed (4403), their tickets void, and what they had begun to write goes. Throws
 * `forbidden` to any person.
 */
export function endUser(account: Account, door: Door, actor: Actor, { userId }: { userId: string }): void {
  requireSystem(actor);
  transaction(account, actor, (tx) => {
    voidTickets(tx, userId);
    tx.db.delete(drafts).where(eq(drafts.userId, userId)).run();
  });
  close(account, door, userId, CLOSE_CODES.forbidden);
}

/**
 * A person may do something else here than before: their sockets are closed with a code that says to connect again (4409), which brings the
 * rights of now. Throws `forbidden` to any person.
 */
export function renewUser(account: Account, door: Door, actor: Actor, { userId }: { userId: string }): void {
  requireSystem(actor);
  transaction(account, actor, (tx) => voidTickets(tx, userId));
  close(account, door, userId, CLOSE_CODES.rightsChanged);
}

/** A ticket holds the rights it was made with. */
function voidTickets(tx: AccountTx, userId: string): void {
  tx.db
    .delete(liveTickets)
    .where(
      sql`${liveTickets.actor} ->> '$.userId' = ${userId} OR ${liveTickets.actor} ->> '$.impersonator.userId' = ${userId}`,
    )
    .run();
}

function close(account: Account, { room, hold }: Door, userId: string, code: number): void {
  hold.begin(userId, code, account.now());
  // By the second tag also those through which they look with another's eyes.
  for (const tag of [userTag(userId), writerTag(userId)])
    for (const socket of room.getWebSockets(tag)) closeSocket(socket, code, "rights changed");
}
