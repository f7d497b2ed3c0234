import { z } from "zod";
import type { Actor } from "../../../schema/actor.ts";
import { TrellisError } from "../../../schema/errors.ts";
import type { AccountsDown } from "../../../schema/realtime/accounts.ts";
import { closeSocket, sendTo } from "../../kit/sockets.ts";
import type { RightsHold } from "../../kit/rights-hold.ts";
import { sessionTag, type SocketRoom, userTag } from "../../kit/socket-room.ts";
import { Reach } from "./reach.ts";

/** Sockets of one roll-up, and of those one person's: whoever opens more by mistake or ill will must not lock the others out. */
const SOCKETS_MAX = 10_000;
const SOCKETS_A_PERSON_MAX = 100;
const RETRY_AFTER_SECONDS = 30;

/** What a socket remembers while the object sleeps. */
export const AccountsAttachment = z.object({ userId: z.string(), reach: Reach });
export type AccountsAttachment = z.infer<typeof AccountsAttachment>;

/**
 * Opens a live socket over the accounts a person reaches: `hello`, then what changes. Whose session or rights have just ended is let in and
 * closed at once with a code (4401, 4409), because a browser cannot see the status of a refused upgrade. Throws `unauthenticated` for what is
 * no person, `too_many`, `unavailable`.
 */
export function openAccountsSocket(
  { room, hold }: { room: SocketRoom; hold: RightsHold },
  actor: Actor,
  reach: Reach,
  now: number,
): Response {
  if (actor.kind !== "user") throw new TrellisError("unauthenticated");
  const { 0: client, 1: server } = new WebSocketPair();
  const { userId, sessionId } = actor;
  const code = hold.codeFor(sessionTag(sessionId), now) ?? hold.codeFor(userTag(userId), now);
  if (code !== undefined) {
    server.accept();
    closeSocket(server, code, "rights changed");
    return new Response(null, { status: 101, webSocket: client });
  }
  if (room.getWebSockets(userTag(userId)).length >= SOCKETS_A_PERSON_MAX)
    throw new TrellisError("too_many", { retryAfterSeconds: RETRY_AFTER_SECONDS });
  if (room.getWebSockets().length >= SOCKETS_MAX) throw new TrellisError("unavailable");
  room.acceptWebSocket(server, [userTag(userId), sessionTag(sessionId)]);
  server.serializeAttachment({ userId, reach } satisfies AccountsAttachment);
  const covers = reach.kind === "all" ? reach.kind : reach.accounts.map(({ id }) => id);
  sendTo(server, JSON.stringify({ type: "hello", covers } satisfies AccountsDown));
  return new Response(null, { status: 101, webSocket: client });
}
