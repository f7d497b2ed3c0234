import { and, eq } from "drizzle-orm";
import type { ContactRow } from "../../../schema/data-plane/index.ts";
import { identities } from "../../../schema/data-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { canonicalPhone } from "../../../schema/phone.ts";
import type { AccountTx } from "../account.ts";
import { addIdentity, findIdentity, type PersonId } from "../people/identities.ts";

type Reachable = Pick<ContactRow, "phone" | "email">;

/**
 * Keeps the identities that stand for a contact's phone and e-mail in step with them. Ids that a channel brought (WhatsApp, BSUID …) stay:
 * they are how the person writes, whatever number is typed in here. Throws `conflict`, naming the field and nobody, when another contact
 * holds one.
 */
export function keepIdentities(tx: AccountTx, contactId: string, before: Reachable, after: Reachable): void {
  for (const field of ["phone", "email"] as const) {
    if (before[field] === after[field]) continue;
    const old = idOf(field, before[field]);
    const next = idOf(field, after[field]);
    if (old !== undefined && old.value !== next?.value) release(tx, contactId, old);
    if (next !== undefined) hold(tx, contactId, field, next);
  }
}

const NAMES = { phone: "phone number", email: "e-mail address" } as const;

function hold(tx: AccountTx, contactId: string, field: keyof Reachable, id: PersonId): void {
  const held = findIdentity(tx.db, id);
  if (held !== undefined && held.contactId !== contactId) {
    throw new TrellisError("conflict", { field, message: `Another contact already has this ${NAMES[field]}.` });
  }
  if (held?.exact !== true) return addIdentity(tx, contactId, id);
  tx.db
    .update(identities)
    .set({ display: id.display })
    .where(and(eq(identities.kind, id.kind), eq(identities.value, id.value)))
    .run();
}

function release(tx: AccountTx, contactId: string, { kind, value }: PersonId): void {
  tx.db
    .delete(identities)
    .where(and(eq(identities.contactId, contactId), eq(identities.kind, kind), eq(identities.value, value)))
    .run();
}

function idOf(field: keyof Reachable, value: string | null): PersonId | undefined {
  if (value === null) return undefined;
  return { kind: field, value: field === "phone" ? canonicalPhone(value) : value.toLowerCase(), display: value };
}
