import { sendTo } from "../../kit/sockets.ts";
import { narrowChange } from "../sight/narrow-change.ts";
import { attachmentOf } from "./attachment.ts";
import { sightTag, type SocketRoom } from "../../kit/socket-room.ts";

/** Sends a committed change to every socket: as it is to whoever sees all of the account, narrowed to what is theirs to the others. */
export function broadcast(room: SocketRoom, storage: DurableObjectStorage, body: string): void {
  for (const socket of room.getWebSockets(sightTag("all"))) sendTo(socket, body);
  const narrowed = new Map<string, string>();
  for (const socket of room.getWebSockets(sightTag("assigned"))) {
    const userId = attachmentOf(socket)?.userId;
    if (userId === undefined) continue;
    const text = narrowed.get(userId) ?? narrowChange({ storage }, body, userId);
    narrowed.set(userId, text);
    sendTo(socket, text);
  }
}
