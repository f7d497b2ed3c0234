import type { Message } from "../../../schema/contracts/messages.ts";
import { STATUS_RANK } from "./status-rank.ts";

/** A message on the screen. `key` stays the same from the first keystroke's optimistic copy to the last tick. */
export interface MessageRow {
  key: string;
  message: Message;
  /** The last change of the feed applied to it; 0 when only answers to requests spoke of it. */
  seq: number;
}

/**
 * Where a document came from. A change carries its place in the feed; an answer carries the place the feed had reached when its request
 * began, which the answer is at least as new as.
 */
export type MessageSource =
  | { from: "change"; seq: number; op: "created" | "updated" }
  | { from: "answer"; since: number };

/** What a message is known by on the screen: its client id if it has one, so that the optimistic copy and the real one are the same. */
export function keyOf(message: Message): string {
  return message.clientId ?? message.id;
}

/**
 * Joins what we hold with what arrived, so that answers and changes may come in any order and any number of times. Statuses never go
 * back, except for a retry, which only a change after the failure can tell. Returns `held` itself when nothing is new.
 */
export function foldMessage(held: MessageRow | undefined, message: Message, source: MessageSource): MessageRow {
  if (held === undefined) return { key: keyOf(message), message, seq: source.from === "change" ? source.seq : 0 };
  if (source.from === "answer") {
    // A change newer than the request has been applied: the answer may be older, and what it knows better the feed will bring.
    if (held.seq > source.since) return held;
    return isNewer(message, held.message) || isRetry(message, held.message) ? { ...held, message } : held;
  }
  if (source.seq <= held.seq) return held;
  const forward = isNewer(message, held.message) || (source.op === "updated" && isRetry(message, held.message));
  // An answer ran ahead of the feed: keep its status and let the feed catch up.
  return { ...held, seq: source.seq, message: forward ? message : held.message };
}

function isNewer(next: Message, held: Message): boolean {
  return STATUS_RANK[next.status] >= STATUS_RANK[held.status];
}

function isRetry(next: Message, held: Message): boolean {
  return (
    (held.status === "failed" || held.status === "unknown") && (next.status === "queued" || next.status === "sending")
  );
}
