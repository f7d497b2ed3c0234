import { and, eq, sql } from "drizzle-orm";
import type { IdentityKind } from "../../../schema/contracts/contacts.ts";
import { identities, type IdentityRow } from "../../../schema/data-plane/index.ts";
import { newId } from "../../../schema/ids.ts";
import { prepared } from "../../kit/prepared.ts";
import type { AccountDatabase, AccountTx } from "../account.ts";

/** One way a person is known; `value` canonical (schema/phone.ts). */
export interface PersonId {
  kind: IdentityKind;
  value: string;
  display: string;
}

/** Most durable first: a business-scoped id outlives a change of name, a number outlives neither its owner nor its spelling. */
export const IDENTITY_DURABILITY = [
  "bsuid",
  "instagram",
  "whatsapp",
  "phone",
  "email",
] as const satisfies readonly IdentityKind[];

/** A WhatsApp number and a phone number typed in by hand name the same person. */
const SAME_NUMBER: Partial<Record<IdentityKind, IdentityKind>> = { whatsapp: "phone", phone: "whatsapp" };

/** Who holds this id. `exact` is false when it is held as the other kind of the same number. */
export function findIdentity(
  db: AccountDatabase,
  { kind, value }: PersonId,
): { contactId: string; exact: boolean } | undefined {
  const exact = find(db, kind, value);
  if (exact !== undefined) return { contactId: exact, exact: true };
  const other = SAME_NUMBER[kind];
  const near = other === undefined ? undefined : find(db, other, value);
  return near === undefined ? undefined : { contactId: near, exact: false };
}

function find(db: AccountDatabase, kind: IdentityKind, value: string): string | undefined {
  return holderOf(db).get({ kind, value })?.contactId;
}

const holderOf = prepared((db: AccountDatabase) =>
  db
    .select({ contactId: identities.contactId })
    .from(identities)
    .where(and(eq(identities.kind, sql.placeholder("kind")), eq(identities.value, sql.placeholder("value"))))
    .limit(1)
    .prepare(),
);

/** Gives a contact one more id. The caller has looked: it is free. */
export function addIdentity(tx: AccountTx, contactId: string, { kind, value, display }: PersonId): void {
  tx.db
    .insert(identities)
    .values({ id: newId("identity"), contactId, kind, value, display, createdAt: tx.now })
    .run();
}

/** Every id of a contact. */
export function identitiesOf(db: AccountDatabase, contactId: string): IdentityRow[] {
  return db
    .select()
    .from(identities)
    .where(eq(identities.contactId, contactId))
    .orderBy(identities.createdAt, identities.id)
    .all();
}
