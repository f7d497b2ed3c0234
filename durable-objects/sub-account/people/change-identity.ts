import { and, eq } from "drizzle-orm";
import type { IdentityKind } from "../../../schema/contracts/contacts.ts";
import { contacts, type ContactRow, identities } from "../../../schema/data-plane/index.ts";
import type { InboundIdentity } from "../../../schema/inbound/event.ts";
import type { AccountTx } from "../account.ts";
import { contactDocument } from "../documents/contact.ts";
import { publishConversationsOf } from "../documents/conversation.ts";
import { suspectPair } from "../duplicates/suspect-pair.ts";
import { receivedBefore } from "../message-changes/received-before.ts";
import { joinContacts } from "../merging/join-contacts.ts";
import { planMerge } from "../merging/merge-plan.ts";
import { addIdentity, findIdentity, type PersonId, roomForIdentities } from "./identities.ts";

/** A WhatsApp number is also a telephone number: both forms of it change together. */
const CHANGED_TOGETHER: Partial<Record<IdentityKind, readonly IdentityKind[]>> = {
  whatsapp: ["whatsapp", "phone"],
  phone: ["whatsapp", "phone"],
};

/**
 * Follows a person to a new number or id, as the provider announces it: what they were known by becomes what they are known by, so they
 * stay one contact and whoever gets the old number later is somebody else. Who wrote from the new one before this was told is joined with
 * them; where that is too much to do at once, both timelines say so. Answers false, having changed nothing, when there is nothing to follow.
 */
export function changeIdentity(tx: AccountTx, event: InboundIdentity): boolean {
  const { from, to, integrationId, externalId } = event;
  const owner = findIdentity(tx.db, from);
  if (owner === undefined || (from.kind === to.kind && from.value === to.value)) return false;
  const found = findIdentity(tx.db, to);
  if (from.kind !== to.kind && found?.contactId === owner.contactId) return false;
  // The old number may be somebody else's by the time this comes again.
  if (receivedBefore(tx, { integrationId, externalId, targetExternalId: "", event: null })) return false;
  if (found !== undefined && found.contactId !== owner.contactId) {
    // They wrote from there before this was told: the provider vouches that both are one person.
    const plan = planMerge(tx.db, { id: owner.contactId, other: found.contactId });
    if (plan.refusal === null) joinContacts(tx, plan, "contact.joined");
    else return recordClash(tx, { owner: owner.contactId, holder: found.contactId, from, to });
  }
  if (from.kind !== to.kind) {
    if (found === undefined && roomForIdentities(tx, owner.contactId) > 0) addIdentity(tx, owner.contactId, to);
  } else {
    for (const kind of CHANGED_TOGETHER[from.kind] ?? [from.kind]) move(tx, owner.contactId, kind, from, to);
  }
  tx.activity({
    contactId: owner.contactId,
    type: "contact.identity_changed",
    detail: { kind: to.kind, from: from.display, to: to.display },
  });
  renumber(tx, owner.contactId, from, to);
  return true;
}

/** Gives one id of a contact its new value, or drops it where the contact has the new one already. */
function move(tx: AccountTx, contactId: string, kind: IdentityKind, from: PersonId, to: PersonId): void {
  const old = and(eq(identities.kind, kind), eq(identities.value, from.value), eq(identities.contactId, contactId));
  const has = tx.db
    .select({ id: identities.id })
    .from(identities)
    .where(and(eq(identities.kind, kind), eq(identities.value, to.value)))
    .limit(1)
    .get();
  if (has !== undefined) tx.db.delete(identities).where(old).run();
  else
    tx.db
      .update(identities)
      .set({ value: to.value, display: displayOf(kind, to) })
      .where(old)
      .run();
}

function displayOf(kind: IdentityKind, { display }: PersonId): string {
  const digits = display.replaceAll(/\D/g, "");
  return kind === "phone" ? `+${digits}` : kind === "whatsapp" ? digits : display;
}

/** The contact's own telephone number follows where it was the old one; one that was typed in otherwise stays. */
function renumber(tx: AccountTx, contactId: string, from: PersonId, to: PersonId): void {
  const contact = tx.db.select().from(contacts).where(eq(contacts.id, contactId)).limit(1).get();
  if (contact === undefined) return;
  const isNumber = to.kind === "whatsapp" || to.kind === "phone";
  const wasThis = contact.phone === null || contact.phone.replaceAll(/\D/g, "") === from.display.replaceAll(/\D/g, "");
  const next: ContactRow = {
    ...contact,
    phone: isNumber && wasThis ? displayOf("phone", to) : contact.phone,
    updatedAt: tx.now,
  };
  tx.db.update(contacts).set({ phone: next.phone, updatedAt: tx.now }).where(eq(contacts.id, contactId)).run();
  tx.change("contact", "updated", contactId, contactDocument(next));
  if (next.phone !== contact.phone) publishConversationsOf(tx, contactId);
}

/** Two contacts are one person and were not joined: each is told of the other. */
function recordClash(
  tx: AccountTx,
  { owner, holder, from, to }: { owner: string; holder: string; from: PersonId; to: PersonId },
): boolean {
  const type = "contact.same_person";
  const detail = { kind: to.kind, from: from.display, to: to.display };
  tx.activity({ contactId: owner, type, detail: { ...detail, otherContactId: holder } });
  tx.activity({ contactId: holder, type, detail: { ...detail, otherContactId: owner } });
  suspectPair(tx, owner, holder, to.display);
  return true;
}
