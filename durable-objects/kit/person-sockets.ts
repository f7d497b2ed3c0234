import { type Actor, requireSystem, type UserActor } from "../../schema/actor.ts";
import { TrellisError } from "../../schema/errors.ts";
import type { RightsHold } from "./rights-hold.ts";
import { sessionTag, type SocketRoom, userTag } from "./socket-room.ts";
import { closeSocket } from "./sockets.ts";

/** The sockets of an object whose people only listen, and whose are not let in just now. */
export interface PersonDoor {
  room: SocketRoom;
  hold: RightsHold;
}

export interface SocketBounds {
  /** Sockets of the object, and of those one person's: whoever opens more by mistake or ill will must not lock the others out. */
  max: number;
  maxAPerson: number;
}

/**
 * Opens a socket that a person listens on; `greet` says the first words and notes what the socket remembers. Whose session or rights have just ended
 * is let in and closed at once with a code (4401, 4409), because a browser cannot see the status of a refused upgrade. `now` in ms. Throws
 * `unauthenticated` for what is no person, `too_many`, `unavailable`.
 */
export function openPersonSocket(
  { room, hold }: PersonDoor,
  actor: Actor,
  { max, maxAPerson }: SocketBounds,
  now: number,
  greet: (socket: WebSocket, person: UserActor) => void,
): Response {
  if (actor.kind !== "user") throw new TrellisError("unauthenticated");
  const { 0: client, 1: server } = new WebSocketPair();
  const tags = tagsOf(actor);
  const code = tags.map((tag) => hold.codeFor(tag, now)).find((held) => held !== undefined);
  if (code !== undefined) {
    server.accept();
    closeSocket(server, code, "rights changed");
    return new Response(null, { status: 101, webSocket: client });
  }
  if (room.getWebSockets(userTag(actor.userId)).length >= maxAPerson)
    throw new TrellisError("too_many", { retryAfterSeconds: RETRY_AFTER_SECONDS });
  if (room.getWebSockets().length >= max) throw new TrellisError("unavailable");
  room.acceptWebSocket(server, tags);
  greet(server, actor);
  return new Response(null, { status: 101, webSocket: client });
}

const RETRY_AFTER_SECONDS = 30;

/** Whoever looks through another's eyes ends with either of both, and with the view itself. */
function tagsOf({ userId, sessionId, impersonator }: UserActor): string[] {
  const own = [sessionTag(sessionId), userTag(userId)];
  return impersonator === undefined
    ? own
    : [...own, sessionTag(impersonator.impersonationId), userTag(impersonator.userId)];
}

/**
 * Closes the sockets of a tag with a code, and those that open by the rights of before for a moment more. `now` in ms. Throws `forbidden` to any
 * person.
 */
export function closePersonSockets(
  { room, hold }: PersonDoor,
  actor: Actor,
  tag: string,
  code: number,
  now: number,
): void {
  requireSystem(actor);
  hold.begin(tag, code, now);
  for (const socket of room.getWebSockets(tag)) closeSocket(socket, code, "rights changed");
}
