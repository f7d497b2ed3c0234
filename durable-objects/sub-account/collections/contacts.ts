import type { Contact } from "../../../schema/contracts/contacts.ts";
import type { ContactRow } from "../../../schema/data-plane/index.ts";
import type { Account } from "../account.ts";
import { contactDocument, type ShownIdentity } from "../documents/contact.ts";
import { publishConversationsOf } from "../documents/conversation.ts";
import { requireWholeContact } from "../sight/require-whole-contact.ts";
import { sightOf } from "../sight/sight-of.ts";
import { refuseOverPlan } from "../standing/refuse-over-plan.ts";
import { mergedInto } from "../merging/merged-into.ts";
import type { Writable } from "./behaviour.ts";
import { keepIdentities } from "./contact-identities.ts";
import { eraseBelongings } from "./erase-belongings.ts";
import { normalPhone } from "./normal-phone.ts";

/** Columns that conversations carry in brief: when one changes, so do their documents. */
const IN_BRIEF: ReadonlySet<string> = new Set(["name", "phone", "tags"]);

export const contactsBehaviour: Writable<"contacts"> = {
  documents(account, rows, depth) {
    if (depth === 0) return rows.map((row) => contactDocument(row));
    const known = identitiesOf(account, rows);
    return rows.map((row): Contact => contactDocument(row, known.get(row.id) ?? []));
  },

  movedTo: ({ db }, id) => mergedInto(db, id),

  normalise(given) {
    return {
      ...given,
      ...(typeof given.phone === "string" ? { phone: normalPhone(given.phone) } : {}),
      ...(given.tags === undefined ? {} : { tags: [...new Set(given.tags)] }),
    };
  },

  storing(_account, tx, row, before) {
    if (before !== undefined) return row;
    // Whoever sees only what is assigned to them keeps what they make, unless they hand it on at once.
    return { ...row, owner: row.owner ?? sightOf(tx.actor) ?? null };
  },

  created(account, tx, row) {
    refuseOverPlan(tx);
    keepIdentities(account, tx, row.id, NOBODY, row);
    tx.activity({
      contactId: row.id,
      type: "contact.created",
      detail: row.source === null ? {} : { source: row.source },
    });
  },

  updated(account, tx, { before, after, changed }) {
    keepIdentities(account, tx, after.id, before, after);
    tx.activity({
      contactId: after.id,
      type: "contact.updated",
      detail: { changed: differences(before, after, changed) },
    });
    if (changed.some((key) => IN_BRIEF.has(key))) publishConversationsOf(tx, after.id);
  },

  deleting(account, tx, row) {
    requireWholeContact(account, tx.actor, row.id);
    return eraseBelongings(account, tx, row.id);
  },
};

const NOBODY = { phone: null, email: null };

/** What the timeline shows of a change: `{stage: {from: "lead", to: "customer"}}`. */
function differences(before: ContactRow, after: ContactRow, changed: readonly string[]) {
  const values = (row: ContactRow): Record<string, unknown> => ({ ...row });
  return Object.fromEntries(changed.map((key) => [key, { from: values(before)[key], to: values(after)[key] }]));
}

/** The identities of many contacts by contact, oldest first: one statement, one parameter. */
function identitiesOf(account: Account, rows: readonly ContactRow[]): Map<string, ShownIdentity[]> {
  const byContact = new Map<string, ShownIdentity[]>();
  const [only, second] = rows;
  const one = only !== undefined && second === undefined;
  const found = account.storage.sql.exec<IdentitySql>(
    one ? IDENTITIES_OF_ONE : IDENTITIES_OF_MANY,
    one ? only.id : JSON.stringify(rows.map(({ id }) => id)),
  );
  for (const identity of found) {
    const list = byContact.get(identity.contactId);
    if (list === undefined) byContact.set(identity.contactId, [identity]);
    else list.push(identity);
  }
  return byContact;
}

const IDENTITY_COLUMNS = "id, contact_id AS contactId, kind, value, display";
const IDENTITIES_OF_ONE = `SELECT ${IDENTITY_COLUMNS} FROM identities WHERE contact_id = ? ORDER BY created_at, id`;
const IDENTITIES_OF_MANY = `SELECT ${IDENTITY_COLUMNS} FROM identities
  WHERE contact_id IN (SELECT value FROM json_each(?)) ORDER BY created_at, id`;
type IdentitySql = ShownIdentity & { contactId: string } & Record<string, SqlStorageValue>;
