import { eq } from "drizzle-orm";
import { type Actor, requireCapability } from "../../../schema/actor.ts";
import { Email } from "../../../schema/contracts/common.ts";
import { type Contact, IDENTITIES_MAX } from "../../../schema/contracts/contacts.ts";
import { AddIdentity } from "../../../schema/contracts/merges.ts";
import { contacts, type ContactRow } from "../../../schema/data-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { canonicalPhone } from "../../../schema/phone.ts";
import { parseInput } from "../../kit/parse-input.ts";
import { type Account, type AccountTx, transaction } from "../account.ts";
import { normalPhone } from "../collections/normal-phone.ts";
import { isSeen } from "../sight/is-seen.ts";
import { addIdentity, findIdentity, type PersonId, roomForIdentities } from "./identities.ts";
import { saveKnown } from "./save-known.ts";

/**
 * Adds one way a contact is known, by hand. Throws `forbidden`, `not_found`, `invalid` (it cannot be read as its kind), `conflict`: they have it,
 * they have too many, or another contact has it, who is named so that a merge can be offered.
 */
export function addContactIdentity(
  account: Account,
  actor: Actor,
  { id: contactId, ...input }: AddIdentity & { id: string },
): Contact {
  requireCapability(actor, "editLeads");
  const id = readPersonId(parseInput(AddIdentity, input));
  return transaction(account, actor, (tx) => {
    const contact = readContact(tx, contactId);
    if (contact === undefined || !isSeen(account, actor, "contacts", contactId)) throw new TrellisError("not_found");
    const held = findIdentity(tx.db, id);
    if (held !== undefined && (held.exact || held.contactId !== contactId))
      throw taken(account, tx, contact, held.contactId);
    if (roomForIdentities(tx, contactId) === 0)
      throw new TrellisError("conflict", { message: `A contact is known in at most ${IDENTITIES_MAX} ways.` });
    addIdentity(tx, contactId, id);
    const detail = { kind: id.kind, display: id.display };
    tx.activity({ contactId, type: "contact.identity_added", detail });
    tx.audit({ action: "contact.identity_added", entity: "contact", entityId: contactId, after: detail });
    const isNumber = id.kind === "phone" || id.kind === "whatsapp";
    return saveKnown(tx, contact, {
      ...(isNumber && contact.phone === null ? { phone: `+${id.display.replaceAll(/\D/g, "")}` } : {}),
      ...(id.kind === "email" && contact.email === null ? { email: id.value } : {}),
    });
  });
}

/** The key and the spelling of what was typed in. Throws `invalid`, naming `value`. */
function readPersonId({ kind, value }: AddIdentity): PersonId {
  switch (kind) {
    case "phone":
    case "whatsapp": {
      const number = internationalNumber(value);
      if (number === undefined) throw unreadable("Give the number with its country code: +44 7700 900123.");
      return { kind, value: canonicalPhone(number), display: kind === "phone" ? number : number.slice(1) };
    }
    case "email": {
      const email = Email.safeParse(value);
      if (!email.success) throw unreadable("must be an e-mail address");
      return { kind, value: email.data, display: email.data };
    }
    case "instagram":
      if (!/^\d{5,25}$/.test(value)) throw unreadable("must be the number Instagram knows the person by");
      return { kind, value, display: value };
    case "bsuid":
      if (!/^[A-Z]{2}\.[A-Za-z0-9._-]{1,128}$/.test(value))
        throw unreadable("must be a WhatsApp user id, like GB.12ab");
      return { kind, value, display: value };
    default:
      return kind satisfies never;
  }
}

/** A number with its country, also in a spelling that only WhatsApp uses: the 1 after 52. Undefined where it names no country. */
function internationalNumber(given: string): string | undefined {
  const number = normalPhone(given).replace(/^00/, "+");
  if (!number.startsWith("+")) return undefined;
  const digits = number.replaceAll(/\D/g, "");
  return /^[1-9]\d{6,14}$/.test(digits) ? `+${digits}` : undefined;
}

function unreadable(message: string): TrellisError {
  return new TrellisError("invalid", { field: "value", message });
}

function readContact(tx: AccountTx, id: string): ContactRow | undefined {
  return tx.db.select().from(contacts).where(eq(contacts.id, id)).limit(1).get();
}

function taken(account: Account, tx: AccountTx, contact: ContactRow, holderId: string): TrellisError {
  const field = "value";
  if (holderId === contact.id)
    return new TrellisError("conflict", { field, message: `${contact.name} has this already.` });
  const holder = readContact(tx, holderId);
  if (holder === undefined) throw new Error(`identity of ${holderId} has no contact`);
  // Merging is offered of what one sees.
  if (!isSeen(account, tx.actor, "contacts", holderId))
    return new TrellisError("conflict", { field, message: "Another contact has this already." });
  const about = { id: holder.id, name: holder.name };
  return new TrellisError("conflict", { field, about, message: `${holder.name} has this already.` });
}
