import { and, eq, sql } from "drizzle-orm";
import { activities, contacts, type ContactRow } from "../../../schema/data-plane/index.ts";
import { newId } from "../../../schema/ids.ts";
import type { InboundPerson } from "../../../schema/inbound/event.ts";
import { prepared } from "../../kit/prepared.ts";
import type { AccountDatabase, AccountTx } from "../account.ts";
import { contactDocument } from "../documents/contact.ts";
import { publishConversationsOf } from "../documents/conversation.ts";
import { suspectPair } from "../duplicates/suspect-pair.ts";
import {
  addIdentity,
  findIdentity,
  IDENTITY_DURABILITY,
  type PersonId,
  respell,
  roomForIdentities,
} from "./identities.ts";

/** Ids of one person looked at; a provider gives two or three. */
const IDS_MAX = 10;
const NAME_MAX_CHARACTERS = 200;

export interface ResolvedPerson {
  contact: ContactRow;
  created: boolean;
  /** By which of the contact's ids they came: where an answer goes. */
  by: { id: string; mergeId: string | null } | undefined;
}

/**
 * The contact a channel speaks of, found by any of the person's ids or made. The most durable id decides; ids nobody holds are added to that
 * contact, so a person first seen by BSUID alone and later with a number stays one contact. An id another contact holds stays there, and the
 * timeline says so.
 */
export function resolvePerson(tx: AccountTx, person: InboundPerson, source: string): ResolvedPerson {
  const ids = mostDurableFirst(person.ids);
  const free: PersonId[] = [];
  const contested: { id: PersonId; holderId: string }[] = [];
  let ownerId: string | undefined;
  let by: ResolvedPerson["by"];
  for (const id of ids) {
    const held = findIdentity(tx.db, id);
    if (held === undefined || !held.exact) free.push(id);
    if (held === undefined) continue;
    ownerId ??= held.contactId;
    if (held.contactId !== ownerId) contested.push({ id, holderId: held.contactId });
    else if (by === undefined || (held.exact && id.kind === "whatsapp")) by = held;
    if (held.contactId === ownerId && held.exact && id.kind === "whatsapp" && held.display !== id.display)
      respell(tx, id);
  }
  const owner = ownerId === undefined ? undefined : readContact(tx, ownerId);
  if (owner === undefined) {
    const { contact, byId } = createContact(tx, person, ids, source);
    return { contact, created: true, by: byId === undefined ? undefined : { id: byId, mergeId: null } };
  }
  for (const { id, holderId } of contested) recordConflict(tx, owner, id, holderId);
  return { contact: learn(tx, owner, person, ids, free), created: false, by };
}

function mostDurableFirst(ids: readonly PersonId[]): PersonId[] {
  const seen = new Set<string>();
  return ids
    .filter(({ kind, value }) => value !== "" && !seen.has(`${kind} ${value}`) && seen.add(`${kind} ${value}`))
    .slice(0, IDS_MAX)
    .sort((a, b) => IDENTITY_DURABILITY.indexOf(a.kind) - IDENTITY_DURABILITY.indexOf(b.kind));
}

function readContact(tx: AccountTx, id: string): ContactRow | undefined {
  return contactById(tx.db).get({ id });
}

const contactById = prepared((db: AccountDatabase) =>
  db
    .select()
    .from(contacts)
    .where(eq(contacts.id, sql.placeholder("id")))
    .limit(1)
    .prepare(),
);

function createContact(
  tx: AccountTx,
  person: InboundPerson,
  ids: readonly PersonId[],
  source: string,
): { contact: ContactRow; byId: string | undefined } {
  const name = nameOf(person, ids);
  const row: ContactRow = {
    id: newId("contact"),
    name: name.text,
    email: ids.find(({ kind }) => kind === "email")?.value ?? null,
    phone: phoneOf(ids),
    stage: "lead",
    source,
    owner: null,
    company: null,
    tags: [],
    createdAt: tx.now,
    updatedAt: tx.now,
  };
  tx.db.insert(contacts).values(row).run();
  const [byId] = ids.map((id) => addIdentity(tx, row.id, id));
  tx.change("contact", "created", row.id, contactDocument(row));
  tx.activity({ contactId: row.id, type: "contact.created", detail: { source, name: name.text, namedBy: name.from } });
  return { contact: row, byId };
}

/** Adds what this person's ids and profile tell for the first time; what a person typed in stays as it is. */
export function learn(
  tx: AccountTx,
  contact: ContactRow,
  person: InboundPerson,
  ids: readonly PersonId[],
  free: readonly PersonId[],
): ContactRow {
  const room = free.length === 0 ? 0 : roomForIdentities(tx, contact.id);
  for (const id of free.slice(0, room)) {
    addIdentity(tx, contact.id, id);
    tx.activity({
      contactId: contact.id,
      type: "contact.identity_added",
      detail: { kind: id.kind, display: id.display },
    });
  }
  const profileName = cleanName(person.name);
  const isNews = profileName !== undefined && profileName !== contact.name;
  const name = isNews && isStandIn(tx, contact) ? profileName : contact.name;
  const phone = contact.phone ?? phoneOf(ids);
  if (name === contact.name && phone === contact.phone) return contact;
  const next = { ...contact, name, phone, updatedAt: tx.now };
  tx.db.update(contacts).set({ name, phone, updatedAt: tx.now }).where(eq(contacts.id, contact.id)).run();
  tx.change("contact", "updated", contact.id, contactDocument(next));
  publishConversationsOf(tx, contact.id);
  return next;
}

/** One line per contact and id, however often the person writes. */
function recordConflict(
  tx: AccountTx,
  contact: ContactRow,
  { kind, value, display }: PersonId,
  holderId: string,
): void {
  const type = "contact.identity_conflict";
  const said = tx.db
    .select({ id: activities.id })
    .from(activities)
    .where(
      and(
        eq(activities.contactId, contact.id),
        eq(activities.type, type),
        sql`${activities.detail} ->> '$.value' = ${value}`,
      ),
    )
    .limit(1)
    .get();
  if (said !== undefined) return;
  tx.activity({ contactId: contact.id, type, detail: { kind, value, display, otherContactId: holderId } });
  suspectPair(tx, contact.id, holderId, display);
}

type Name = { text: string; from: "profile" | "username" | "id" };

function nameOf(person: InboundPerson, ids: readonly PersonId[]): Name {
  const profile = cleanName(person.name);
  if (profile !== undefined) return { text: profile, from: "profile" };
  const username = cleanName(person.username);
  if (username !== undefined) return { text: username, from: "username" };
  const first = ids.find(({ kind }) => kind === "whatsapp" || kind === "phone") ?? ids[0];
  return { text: first === undefined ? "Unknown" : shown(first), from: "id" };
}

/** Whether the contact still bears the user name or number it was made with for want of a name. Its first line of timeline knows. */
function isStandIn(tx: AccountTx, contact: ContactRow): boolean {
  const first = tx.db
    .select({ type: activities.type, detail: activities.detail })
    .from(activities)
    .where(eq(activities.contactId, contact.id))
    .orderBy(activities.createdAt, activities.id)
    .limit(1)
    .get();
  if (first?.type !== "contact.created" || first.detail["name"] !== contact.name) return false;
  return first.detail["namedBy"] === "username" || first.detail["namedBy"] === "id";
}

function cleanName(name: string | undefined): string | undefined {
  const clean = name
    ?.replaceAll(/\p{Cc}+/gu, " ")
    .trim()
    .slice(0, NAME_MAX_CHARACTERS)
    .trim();
  return clean === "" ? undefined : clean;
}

function phoneOf(ids: readonly PersonId[]): string | null {
  const id = ids.find(({ kind }) => kind === "whatsapp" || kind === "phone");
  return id === undefined ? null : shown(id);
}

/** How an id reads where a name is missing: a number in its international form, an id that says nothing with where it is from. */
function shown({ kind, display }: PersonId): string {
  if (kind === "instagram") return `Instagram ${display.slice(0, NAME_MAX_CHARACTERS)}`;
  return kind === "whatsapp" || kind === "phone"
    ? `+${display.replaceAll(/\D/g, "")}`
    : display.slice(0, NAME_MAX_CHARACTERS);
}
