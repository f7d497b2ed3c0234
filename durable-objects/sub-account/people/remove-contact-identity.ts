import { and, eq } from "drizzle-orm";
import { type Actor, requireCapability } from "../../../schema/actor.ts";
import type { Contact } from "../../../schema/contracts/contacts.ts";
import { contacts, type ContactRow, identities, type IdentityRow } from "../../../schema/data-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { canonicalPhone } from "../../../schema/phone.ts";
import { type Account, transaction } from "../account.ts";
import { isSeen } from "../sight/is-seen.ts";
import { saveKnown } from "./save-known.ts";

/**
 * Takes one way a contact is known off it: whoever comes by it next is somebody new. The contact's phone or e-mail goes with the id that stands
 * for it. Throws `forbidden`, `not_found`.
 */
export function removeContactIdentity(
  account: Account,
  actor: Actor,
  { id: contactId, identityId }: { id: string; identityId: string },
): Contact {
  requireCapability(actor, "editLeads");
  return transaction(account, actor, (tx) => {
    const isThis = and(eq(identities.id, identityId), eq(identities.contactId, contactId));
    const identity = tx.db.select().from(identities).where(isThis).limit(1).get();
    const contact = tx.db.select().from(contacts).where(eq(contacts.id, contactId)).limit(1).get();
    if (identity === undefined || contact === undefined || !isSeen(account, actor, "contacts", contactId))
      throw new TrellisError("not_found");
    tx.db.delete(identities).where(isThis).run();
    const detail = { kind: identity.kind, display: identity.display };
    tx.activity({ contactId, type: "contact.identity_removed", detail });
    tx.audit({ action: "contact.identity_removed", entity: "contact", entityId: contactId, before: detail });
    return saveKnown(tx, contact, emptied(contact, identity));
  });
}

function emptied({ phone, email }: ContactRow, { kind, value }: IdentityRow): Partial<ContactRow> {
  if (kind === "phone" && phone !== null && canonicalPhone(phone) === value) return { phone: null };
  return kind === "email" && email?.toLowerCase() === value ? { email: null } : {};
}
