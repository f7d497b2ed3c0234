import { type Actor, requireSystem } from "../../../schema/actor.ts";
import type { OpenImpersonation } from "../../../schema/contracts/impersonations.ts";
import { CLOSE_CODES } from "../../../schema/realtime/down.ts";
import { closeSocket } from "../../kit/sockets.ts";
import { type Account, transaction } from "../account.ts";
import { rememberEnded } from "./ended-sessions.ts";
import { sessionTag, type SocketRoom } from "../../kit/socket-room.ts";

export interface ToldImpersonation {
  what: "started" | "ended";
  doc: OpenImpersonation;
}

/**
 * Lets every socket hear that somebody looks at the account through another's eyes, or no longer. What has ended has its sockets closed (4403)
 * and its tickets voided, and opens none again. Throws `forbidden` to any person.
 */
export function tellImpersonation(
  account: Account,
  room: SocketRoom,
  actor: Actor,
  { what, doc }: ToldImpersonation,
): void {
  requireSystem(actor);
  const ended = what === "ended";
  transaction(account, actor, (tx) => {
    if (ended) rememberEnded(tx, doc.id);
    tx.change("impersonation", ended ? "deleted" : "created", doc.id, ended ? null : doc);
  });
  if (!ended) return;
  for (const socket of room.getWebSockets(sessionTag(doc.id))) closeSocket(socket, CLOSE_CODES.forbidden, "view ended");
}
