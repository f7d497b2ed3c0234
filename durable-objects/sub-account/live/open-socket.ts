import { type Actor, can, type UserActor } from "../../../schema/actor.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { CLOSE_CODES, type DownMessage, type Sight } from "../../../schema/realtime/down.ts";
import { REALTIME_VERSION } from "../../../schema/realtime/version.ts";
import { closeSocket, sendTo } from "../../kit/sockets.ts";
import type { Account } from "../account.ts";
import { writerOf } from "../drafts/writer-of.ts";
import { narrowChange } from "../sight/narrow-change.ts";
import { sightOf } from "../sight/sight-of.ts";
import { newAttachment } from "./attachment.ts";
import { replay } from "./change-feed.ts";
import { isSessionEnded } from "./ended-sessions.ts";
import type { PresenceBoard } from "./presence.ts";
import type { Door } from "./changed-rights.ts";
import { ONLOOKER_TAG, sessionTag, sightTag, userTag, writerTag } from "../../kit/socket-room.ts";

/** Sockets of one account; each costs memory and a send per change. */
const SOCKETS_MAX = 10_000;
/** Of those, one person's: whoever opens more by mistake or ill will must not lock the others out. */
export const SOCKETS_A_PERSON_MAX = 1_000;
const RETRY_AFTER_SECONDS = 30;

/**
 * Opens a live socket: `hello`, then every change after `since`, then what comes. Replay and registration are one synchronous turn, so no
 * change falls between them and none comes twice. Who may not listen is let in and closed at once with a code (4401, 4403, 4409), because a browser
 * cannot see the status of a refused upgrade. Throws `unauthenticated` for what is no person, `too_many` for a person with too many sockets,
 * `unavailable` when the account is full.
 */
export function openSocket(
  account: Account,
  { room, hold }: Door,
  presence: PresenceBoard,
  actor: Actor,
  { since }: { since: number | undefined },
): Response {
  if (actor.kind !== "user") throw new TrellisError("unauthenticated");
  const { 0: client, 1: server } = new WebSocketPair();
  const refusal = refusalOf(account, actor, hold);
  if (refusal !== undefined) {
    server.accept();
    closeSocket(server, refusal.code, refusal.reason);
    return new Response(null, { status: 101, webSocket: client });
  }
  if (room.getWebSockets(userTag(actor.userId)).length >= SOCKETS_A_PERSON_MAX)
    throw new TrellisError("too_many", { retryAfterSeconds: RETRY_AFTER_SECONDS });
  if (room.getWebSockets().length >= SOCKETS_MAX) throw new TrellisError("unavailable");

  const person = sightOf(actor);
  const sight: Sight = person === undefined ? "all" : "assigned";
  room.acceptWebSocket(server, [
    userTag(actor.userId),
    sessionTag(actor.sessionId),
    writerTag(writerOf(actor)),
    sightTag(sight),
    ...(actor.impersonator === undefined ? [] : [sessionTag(actor.impersonator.impersonationId), ONLOOKER_TAG]),
  ]);
  if (actor.impersonator !== undefined) account.wakeAt(actor.impersonator.endsAt);
  server.serializeAttachment(newAttachment(actor));
  const seq = account.feed.last;
  sendTo(server, JSON.stringify({ type: "hello", seq, version: REALTIME_VERSION, sight } satisfies DownMessage));
  if (since !== undefined) {
    const missed = replay(account.storage, account.feed, since);
    if (missed === "reset") sendTo(server, JSON.stringify({ type: "reset", seq } satisfies DownMessage));
    else for (const body of missed) sendTo(server, person === undefined ? body : narrowChange(account, body, person));
  }
  presence.joined(server);
  return new Response(null, { status: 101, webSocket: client });
}

function refusalOf(
  account: Account,
  actor: Extract<Actor, { kind: "user" }>,
  hold: Door["hold"],
): { code: number; reason: string } | undefined {
  if (isSessionEnded(account.db, actor.sessionId)) return { code: CLOSE_CODES.sessionEnded, reason: "session ended" };
  const { impersonator } = actor;
  if (impersonator !== undefined && isViewOver(account, impersonator))
    return { code: CLOSE_CODES.forbidden, reason: "view ended" };
  for (const userId of [actor.userId, ...(impersonator === undefined ? [] : [impersonator.userId])]) {
    const held = hold.codeFor(userId, account.now());
    if (held !== undefined) return { code: held, reason: "rights changed" };
  }
  if (!can(actor, "viewLeads")) return { code: CLOSE_CODES.forbidden, reason: "not allowed here" };
  return undefined;
}

/** Whether a view through another's eyes was ended, or its time is over. */
function isViewOver(account: Account, { impersonationId, endsAt }: NonNullable<UserActor["impersonator"]>): boolean {
  return endsAt <= account.now() || isSessionEnded(account.db, impersonationId);
}
