import { and, eq } from "drizzle-orm";
import { contacts, identities } from "../../../schema/data-plane/index.ts";
import type { AccountTx } from "../account.ts";
import { learn } from "./resolve-person.ts";

/**
 * Gives a contact the name its provider told of late, and the handle to the id it is known by. A name that a person typed in meanwhile stays.
 * Nothing happens to a contact that is gone.
 */
export function nameContact(
  tx: AccountTx,
  contactId: string,
  { personId, name, username }: { personId: string; name?: string; username?: string },
): void {
  const contact = tx.db.select().from(contacts).where(eq(contacts.id, contactId)).limit(1).get();
  if (contact === undefined) return;
  if (username !== undefined) {
    const isThis = and(eq(identities.contactId, contactId), eq(identities.value, personId));
    tx.db
      .update(identities)
      .set({ display: `@${username}` })
      .where(isThis)
      .run();
  }
  const told = name ?? (username === undefined ? undefined : `@${username}`);
  const named = told === undefined ? contact : learn(tx, contact, { ids: [], name: told }, [], []);
  if (named.name === contact.name && username === undefined) return;
  tx.audit({
    action: "contact.named",
    entity: "contact",
    entityId: contactId,
    before: { name: contact.name },
    after: { name: named.name, ...(username === undefined ? {} : { username }) },
  });
}
