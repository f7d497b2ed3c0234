import { type Actor, requireCapability } from "../../../schema/actor.ts";
import type { Account } from "../account.ts";

export interface AccountStats {
  contacts: number;
  conversations: number;
  open: number;
  resolved: number;
  messages: number;
  /** Sum of unread messages over all conversations. */
  unread: number;
}

/** The account's totals, read from counters that triggers keep: the same cost at any size. Throws `forbidden`. */
export function stats(account: Account, actor: Actor): AccountStats {
  requireCapability(actor, "viewLeads");
  const values = new Map<string, number>();
  for (const { name, value } of account.storage.sql.exec<{ name: string; value: number }>(
    "SELECT name, value FROM counters",
  )) {
    values.set(name, value);
  }
  const count = (name: string): number => values.get(name) ?? 0;
  return {
    contacts: count("contacts"),
    conversations: count("conversations"),
    open: count("conversations.open"),
    resolved: count("conversations.resolved"),
    messages: count("messages"),
    unread: count("unread"),
  };
}
