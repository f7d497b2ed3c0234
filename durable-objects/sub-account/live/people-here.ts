import { sql } from "drizzle-orm";
import { type Actor, requireSystem } from "../../../schema/actor.ts";
import { liveTickets } from "../../../schema/data-plane/index.ts";
import type { Account } from "../account.ts";
import { attachmentOf } from "./attachment.ts";
import type { SocketRoom } from "../../kit/socket-room.ts";

/** Ids of everyone who has a socket open here, or a ticket that opens one. Throws `forbidden` to any person. */
export function peopleHere({ db }: Account, room: SocketRoom, actor: Actor): string[] {
  requireSystem(actor);
  const listening = room.getWebSockets().flatMap((socket) => attachmentOf(socket)?.userId ?? []);
  const invited = db
    .select({ userId: sql<string>`${liveTickets.actor} ->> '$.userId'` })
    .from(liveTickets)
    .all();
  return [...new Set([...listening, ...invited.map(({ userId }) => userId)])];
}
