import { and, eq, inArray, isNotNull } from "drizzle-orm";
import {
  contacts,
  identities,
  type IdentityRow,
  mergeArrivals,
  type MergeRow,
  merges,
} from "../../../schema/data-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";
import type { AccountTx } from "../account.ts";
import type { MergeRecord } from "./merge-record.ts";

/**
 * Gives the loser its ids back, with the values they have now. One that was taken off the winner since is made again. Throws `conflict`,
 * naming who has it, when somebody else got one meanwhile. Answers them as they are now.
 */
export function returnIdentities(
  tx: AccountTx,
  merge: MergeRow,
  { identities: owned, loser }: MergeRecord,
): IdentityRow[] {
  return owned.map((before): IdentityRow => {
    const now = byId(tx, before.id) ?? byKey(tx, before);
    const mergeId = stillUndoable(tx, before.mergeId);
    if (now === undefined) {
      const made = { ...before, contactId: loser.id, mergeId };
      tx.db.insert(identities).values(made).run();
      return made;
    }
    if (now.contactId !== merge.winnerId) throw taken(tx, now);
    tx.db.update(identities).set({ contactId: loser.id, mergeId }).where(eq(identities.id, now.id)).run();
    return { ...now, contactId: loser.id, mergeId };
  });
}

/** What came by ids that no merge has brought any more need not be told apart any longer. */
export function forgetArrivals(tx: AccountTx, { identities: owned }: Pick<MergeRecord, "identities">): void {
  const free = owned.filter(({ id }) => byId(tx, id)?.mergeId === null).map(({ id }) => id);
  if (free.length > 0) tx.db.delete(mergeArrivals).where(inArray(mergeArrivals.identityId, free)).run();
}

function byId(tx: AccountTx, id: string): IdentityRow | undefined {
  return tx.db.select().from(identities).where(eq(identities.id, id)).limit(1).get();
}

function byKey(tx: AccountTx, { kind, value }: IdentityRow): IdentityRow | undefined {
  const isThis = and(eq(identities.kind, kind), eq(identities.value, value));
  return tx.db.select().from(identities).where(isThis).limit(1).get();
}

/** An earlier merge that had brought the id, unless it has become final. */
function stillUndoable(tx: AccountTx, mergeId: string | null): string | null {
  if (mergeId === null) return null;
  const isOpen = and(eq(merges.id, mergeId), isNotNull(merges.record));
  return tx.db.select({ id: merges.id }).from(merges).where(isOpen).limit(1).get()?.id ?? null;
}

function taken(tx: AccountTx, { contactId, display }: IdentityRow): TrellisError {
  const holder = tx.db
    .select({ id: contacts.id, name: contacts.name })
    .from(contacts)
    .where(eq(contacts.id, contactId))
    .get();
  const message = `${holder?.name ?? "Another contact"} has ${display} now. Take it off there first.`;
  return new TrellisError("conflict", { message, ...(holder === undefined ? {} : { about: holder }) });
}
