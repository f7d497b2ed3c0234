import { eq } from "drizzle-orm";
import { type Actor, requireSystem } from "../../../schema/actor.ts";
import { contacts, conversations } from "../../../schema/data-plane/index.ts";
import type { Account } from "../account.ts";
import { updateDocument } from "../collections/update.ts";
import { updateConversation } from "../conversations/update-conversation.ts";

/** People who are looked at; an account has fewer. */
const PEOPLE_MAX = 2_000;
/** What one call takes off somebody. */
const RELEASED_AT_ONCE = 100;

/** Ids of everyone whom a conversation is assigned to, or whose a contact is. Throws `forbidden` to any person. */
export function peopleInCharge({ storage }: Account, actor: Actor): string[] {
  requireSystem(actor);
  const of = (sql: string) => storage.sql.exec<{ id: string }>(sql, PEOPLE_MAX).toArray();
  return [...new Set([...of(ASSIGNEES), ...of(OWNERS)].map(({ id }) => id))];
}

/**
 * Takes somebody off some of what is assigned to them here, and answers whether there is more. Each is an act of its own, on the timeline and in
 * the audit log. Throws `forbidden` to any person.
 */
export function releasePerson(account: Account, actor: Actor, { userId }: { userId: string }): { more: boolean } {
  requireSystem(actor);
  const { db } = account;
  const theirs = db
    .select({ id: conversations.id })
    .from(conversations)
    .where(eq(conversations.assignee, userId))
    .limit(RELEASED_AT_ONCE)
    .all();
  for (const { id } of theirs) updateConversation(account, actor, { id, assignee: null });
  const owned = db
    .select({ id: contacts.id })
    .from(contacts)
    .where(eq(contacts.owner, userId))
    .limit(RELEASED_AT_ONCE)
    .all();
  for (const { id } of owned) updateDocument(account, actor, { collection: "contacts", id, data: { owner: null } });
  return { more: theirs.length === RELEASED_AT_ONCE || owned.length === RELEASED_AT_ONCE };
}

/** From one value of an index to the next: what it costs rises with the people, not with the rows. */
function distinct(table: string, column: string): string {
  return `WITH RECURSIVE person (id) AS (
    SELECT min(${column}) FROM ${table} WHERE ${column} IS NOT NULL
    UNION ALL
    SELECT (SELECT min(${column}) FROM ${table} WHERE ${column} > person.id) FROM person WHERE person.id IS NOT NULL
  ) SELECT id FROM person WHERE id IS NOT NULL LIMIT ?`;
}
const ASSIGNEES = distinct("conversations", "assignee");
const OWNERS = distinct("contacts", "owner");
