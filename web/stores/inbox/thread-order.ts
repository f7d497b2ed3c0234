import type { OutboxItem } from "./outbox-item.ts";

/** Keys of a thread from oldest to newest: what the account has, in the order given, then what still waits to reach it. */
export function threadOrder(
  confirmed: readonly string[],
  waiting: readonly OutboxItem[],
  isConfirmed: (key: string) => boolean,
): readonly string[] {
  // An item whose message has arrived is the same bubble, not a second one.
  const pending = waiting.filter((item) => !isConfirmed(item.clientId)).toSorted((a, b) => compare(a, b));
  return pending.length === 0 ? confirmed : [...confirmed, ...pending.map((item) => item.clientId)];
}

function compare({ createdAt: a }: OutboxItem, { createdAt: b }: OutboxItem): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
