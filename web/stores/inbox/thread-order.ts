import type { Message } from "../../../schema/contracts/messages.ts";
import type { OutboxItem } from "./outbox-item.ts";

/** Keys of a thread from oldest to newest: what the account has, then what still waits to reach it. */
export function threadOrder(
  messages: readonly { key: string; message: Message }[],
  waiting: readonly OutboxItem[],
): string[] {
  const known = new Set(messages.map((row) => row.key));
  const confirmed = messages.toSorted(
    (a, b) => compare(a.message.createdAt, b.message.createdAt) || compare(a.message.id, b.message.id),
  );
  // An item whose message has arrived is the same bubble, not a second one.
  const pending = waiting
    .filter((item) => !known.has(item.clientId))
    .toSorted((a, b) => compare(a.createdAt, b.createdAt));
  return [...confirmed.map((row) => row.key), ...pending.map((item) => item.clientId)];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
