import type { InboundPerson } from "../../../schema/inbound/event.ts";
import { canonicalPhone } from "../../../schema/phone.ts";
import { boundedLine } from "../../meta/bounded.ts";
import { at, idAt, listAt, textAt } from "../../meta/read.ts";

/** The ids a message or thread gives for its other side. Either may be absent or empty. */
export interface GivenIds {
  phone: string | undefined;
  bsuid: string | undefined;
}

/**
 * Who is meant, from the ids on the item and the entry of `contacts[]` that carries one of them. That list may be absent, in any order and
 * without profiles. Undefined when nobody can be told.
 */
export function personFrom(given: GivenIds, contacts: unknown[]): InboundPerson | undefined {
  const ids = sorted(given);
  const contact = contacts.find((candidate) => isSame(ids, idsOf(candidate))) ?? onlyOne(ids, contacts);
  const phone = ids.phone ?? idsOf(contact).phone;
  const bsuid = ids.bsuid ?? idsOf(contact).bsuid;
  const known: InboundPerson["ids"] = [
    ...(bsuid === undefined ? [] : [{ kind: "bsuid" as const, value: bsuid, display: bsuid }]),
    ...(phone === undefined ? [] : phoneIds(phone)),
  ];
  if (known.length === 0) return undefined;
  const name = boundedLine(textAt(contact, "profile", "name") ?? "", NAME_MAX_CHARACTERS);
  const username = boundedLine(
    textAt(contact, "profile", "username") ?? textAt(contact, "username") ?? "",
    NAME_MAX_CHARACTERS,
  );
  return { ids: known, ...(name === "" ? {} : { name }), ...(username === "" ? {} : { username }) };
}

/** The sender of an inbound item. */
export function senderIds(item: unknown): GivenIds {
  return { phone: idAt(item, "from"), bsuid: idAt(item, "from_user_id") };
}

/** The other side of something the business wrote. */
export function recipientIds(item: unknown): GivenIds {
  return { phone: idAt(item, "to"), bsuid: idAt(item, "to_user_id") ?? idAt(item, "recipient_user_id") };
}

const NAME_MAX_CHARACTERS = 200;
/** Country code, dot, opaque part: https://developers.facebook.com/docs/whatsapp/business-scoped-user-ids */
const BSUID = /^[A-Z]{2}\.[A-Za-z0-9._-]+$/;
const PHONE = /^\+?[0-9][0-9 ().-]{4,}$/;

/** Puts each id where it belongs by its form: a BSUID has been seen in the place of the phone number. */
function sorted({ phone, bsuid }: GivenIds): GivenIds {
  return {
    phone: phone !== undefined && PHONE.test(phone) ? phone : undefined,
    bsuid: bsuid ?? (phone !== undefined && BSUID.test(phone) ? phone : undefined),
  };
}

function idsOf(contact: unknown): GivenIds {
  return sorted({ phone: idAt(contact, "wa_id"), bsuid: idAt(contact, "user_id") });
}

function isSame(a: GivenIds, b: GivenIds): boolean {
  if (a.bsuid !== undefined && b.bsuid !== undefined) return a.bsuid === b.bsuid;
  return a.phone !== undefined && b.phone !== undefined && canonicalPhone(a.phone) === canonicalPhone(b.phone);
}

/** An item without any id can only be from the one person the change speaks of. */
function onlyOne(ids: GivenIds, contacts: unknown[]): unknown {
  return ids.phone === undefined && ids.bsuid === undefined && contacts.length === 1 ? at(contacts, 0) : undefined;
}

/** Whether this has the form of a business-scoped id. */
export function isBsuid(id: string): boolean {
  return BSUID.test(id);
}

/** One id of a person, told apart by its form. */
export function identityOf(id: string): InboundPerson["ids"][number] {
  if (isBsuid(id)) return { kind: "bsuid", value: id, display: id };
  return { kind: "whatsapp", value: canonicalPhone(id), display: id.replace(/\D/g, "") };
}

function phoneIds(phone: string): InboundPerson["ids"] {
  const value = canonicalPhone(phone);
  const digits = phone.replace(/\D/g, "");
  return [
    { kind: "whatsapp", value, display: digits },
    { kind: "phone", value, display: `+${digits}` },
  ];
}

/** The people a change speaks of. */
export function contactsOf(value: unknown): unknown[] {
  return listAt(value, "contacts");
}
