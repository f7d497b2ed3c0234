import { and, count, eq, sql } from "drizzle-orm";
import { IDENTITIES_MAX, type IdentityKind } from "../../../schema/contracts/contacts.ts";
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

export interface IdentityHolder {
  id: string;
  contactId: string;
  display: string;
  /** The merge that brought it, while that can be undone. */
  mergeId: string | null;
  exact: boolean;
}

/** Who holds this id, and how it is spelt there. `exact` is false when it is held as the other kind of the same number. */
export function findIdentity(db: AccountDatabase, { kind, value }: PersonId): IdentityHolder | undefined {
  const exact = holderOf(db).get({ kind, value });
  if (exact !== undefined) return { ...exact, exact: true };
  const other = SAME_NUMBER[kind];
  const near = other === undefined ? undefined : holderOf(db).get({ kind: other, value });
  return near === undefined ? undefined : { ...near, exact: false };
}

const holderOf = prepared((db: AccountDatabase) =>
  db
    .select({
      id: identities.id,
      contactId: identities.contactId,
      display: identities.display,
      mergeId: identities.mergeId,
    })
    .from(identities)
    .where(and(eq(identities.kind, sql.placeholder("kind")), eq(identities.value, sql.placeholder("value"))))
    .limit(1)
    .prepare(),
);

/** A number is dialled as it was last received: some exist in two spellings, and a provider may deliver to only one. */
export function respell(tx: AccountTx, { kind, value, display }: PersonId): void {
  const isThis = and(eq(identities.kind, kind), eq(identities.value, value));
  tx.db.update(identities).set({ display }).where(isThis).run();
}

/** Gives a contact one more id and answers that id's own. The caller has looked: it is free. */
export function addIdentity(tx: AccountTx, contactId: string, { kind, value, display }: PersonId): string {
  const id = newId("identity");
  tx.db.insert(identities).values({ id, contactId, kind, value, display, createdAt: tx.now }).run();
  return id;
}

/** How many more ids a contact may have. */
export function roomForIdentities(tx: AccountTx, contactId: string): number {
  const held = tx.db.select({ n: count() }).from(identities).where(eq(identities.contactId, contactId)).get();
  return Math.max(0, IDENTITIES_MAX - (held?.n ?? 0));
}

/** The contact's own phone and e-mail are kept in step with its fields, and may come on top. */
const IDENTITIES_READ_MAX = IDENTITIES_MAX + 2;

/** Every id of a contact. */
export function identitiesOf(db: AccountDatabase, contactId: string): IdentityRow[] {
  return db
    .select()
    .from(identities)
    .where(eq(identities.contactId, contactId))
    .orderBy(identities.createdAt, identities.id)
    .limit(IDENTITIES_READ_MAX)
    .all();
}
