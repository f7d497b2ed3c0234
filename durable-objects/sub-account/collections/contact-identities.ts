import type { ContactRow } from "../../../schema/data-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { newId } from "../../../schema/ids.ts";
import { canonicalPhone } from "../../../schema/phone.ts";
import type { Account, AccountTx } from "../account.ts";

type Reachable = Pick<ContactRow, "phone" | "email">;

/**
 * Keeps the identities that stand for a contact's phone and e-mail in step with them. Ids that a channel brought (WhatsApp, BSUID …) stay:
 * they are how the person writes, whatever number is typed in here. Throws `conflict`, naming the field and nobody, when another contact
 * holds one. Plain SQL: this is part of every contact made, and a query builder would double its cost.
 */
export function keepIdentities(
  account: Account,
  tx: AccountTx,
  contactId: string,
  before: Reachable,
  after: Reachable,
): void {
  const { sql } = account.storage;
  for (const field of ["phone", "email"] as const) {
    if (before[field] === after[field]) continue;
    const old = keyOf(field, before[field]);
    const next = keyOf(field, after[field]);
    if (old !== null && old !== next) sql.exec(RELEASE, contactId, field, old);
    if (next === null) continue;
    const held = sql.exec(HOLD, newId("identity"), contactId, field, next, after[field], tx.now).next();
    if (held.value === undefined || (field === "phone" && isOnWhatsAppOf(sql, contactId, next))) throw taken(field);
  }
}

const RELEASE = "DELETE FROM identities WHERE contact_id = ? AND kind = ? AND value = ?";

/** Answers no row when another contact holds the id. */
const HOLD = `
INSERT INTO identities (id, contact_id, kind, value, display, created_at) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (kind, value) DO UPDATE SET display = excluded.display WHERE contact_id = excluded.contact_id
RETURNING id`;

/** A number that writes on WhatsApp is its owner's number, also where nobody typed it in. */
function isOnWhatsAppOf(sql: SqlStorage, contactId: string, value: string): boolean {
  const { value: row } = sql
    .exec("SELECT 1 FROM identities WHERE kind = 'whatsapp' AND value = ? AND contact_id <> ?", value, contactId)
    .next();
  return row !== undefined;
}

const NAMES = { phone: "phone number", email: "e-mail address" } as const;

function taken(field: keyof Reachable): TrellisError {
  return new TrellisError("conflict", { field, message: `Another contact already has this ${NAMES[field]}.` });
}

/** The value an identity is found by. */
function keyOf(field: keyof Reachable, value: string | null): string | null {
  if (value === null) return null;
  return field === "phone" ? canonicalPhone(value) : value.toLowerCase();
}
