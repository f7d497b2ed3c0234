import { eq } from "drizzle-orm";
import type { Contact } from "../../../schema/contracts/contacts.ts";
import { contacts, type ContactRow } from "../../../schema/data-plane/index.ts";
import type { AccountTx } from "../account.ts";
import { contactDocument } from "../documents/contact.ts";
import { publishConversationsOf } from "../documents/conversation.ts";
import { identitiesOf } from "./identities.ts";

/** Stores what a change of a contact's ids means for the contact, and tells the sockets with which ids it is known now. */
export function saveKnown(
  tx: AccountTx,
  contact: ContactRow,
  changed: Partial<Pick<ContactRow, "phone" | "email">>,
): Contact {
  const next: ContactRow = { ...contact, ...changed, updatedAt: tx.now };
  tx.db.update(contacts).set(next).where(eq(contacts.id, contact.id)).run();
  const document = contactDocument(next, identitiesOf(tx.db, contact.id));
  tx.change("contact", "updated", contact.id, document);
  if (next.phone !== contact.phone) publishConversationsOf(tx, contact.id);
  return document;
}
