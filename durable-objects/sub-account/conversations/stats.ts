import { type Actor, requireCapability } from "../../../schema/actor.ts";
import type { Account } from "../account.ts";
import { seenRows } from "../sight/seen-rows.ts";
import { sightOf } from "../sight/sight-of.ts";

export type AccountStats = {
  contacts: number;
  conversations: number;
  open: number;
  resolved: number;
  messages: number;
  /** Sum of unread messages over all conversations. */
  unread: number;
};

/**
 * The account's totals, read from counters that triggers keep: the same cost at any size. Whoever sees only what is assigned to them gets the
 * totals of that, counted. Throws `forbidden`.
 */
export function stats(account: Account, actor: Actor): AccountStats {
  requireCapability(actor, "viewLeads");
  if (sightOf(actor) !== undefined) return countSeen(account, actor);
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

function countSeen({ storage: { sql } }: Account, actor: Actor): AccountStats {
  const people = seenRows(actor, "contacts", "list");
  const talks = seenRows(actor, "conversations", "list");
  const { contacts } = sql
    .exec<{ contacts: number }>(`SELECT count(*) AS contacts FROM contacts t WHERE ${people.sql}`, ...people.params)
    .one();
  const { messages } = sql
    .exec<{ messages: number }>(
      `SELECT count(*) AS messages FROM conversations t JOIN messages m ON m.conversation_id = t.id WHERE ${talks.sql}`,
      ...talks.params,
    )
    .one();
  const counted = sql
    .exec<Omit<AccountStats, "contacts" | "messages">>(
      `SELECT count(*) AS conversations, coalesce(sum(t.status = 'open'), 0) AS open,
         coalesce(sum(t.status = 'resolved'), 0) AS resolved, coalesce(sum(t.unread), 0) AS unread
       FROM conversations t WHERE ${talks.sql}`,
      ...talks.params,
    )
    .one();
  return { contacts, messages, ...counted };
}
