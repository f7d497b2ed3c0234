import { and, eq, gt, isNull, or } from "drizzle-orm";
import { type Actor, requireCapability } from "../../../schema/actor.ts";
import type { Contact } from "../../../schema/contracts/contacts.ts";
import { MERGE_UNDO_MS } from "../../../schema/contracts/merges.ts";
import { contacts, type ContactRow, type MergeRow, merges, profileLookups } from "../../../schema/data-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { type Account, type AccountTx, transaction } from "../account.ts";
import { contactDocument } from "../documents/contact.ts";
import { publishConversation, publishConversationsOf } from "../documents/conversation.ts";
import { identitiesOf } from "../people/identities.ts";
import { loserNow, winnerNow } from "./part-fields.ts";
import { forgetArrivals, returnIdentities } from "./return-identities.ts";
import { type MergeRecord, readRecord } from "./merge-record.ts";
import { partOthers } from "./part-others.ts";
import { partThread } from "./part-thread.ts";
import { publishMessages } from "./publish-messages.ts";
import { returnActivities } from "./return-activities.ts";
import { requireWholeContact } from "../sight/require-whole-contact.ts";

/**
 * Takes a merge back: the contact that went is there again with all that was its own, and what came later by one of its ids, or in one of its
 * conversations, goes along. What else changed since stays with the winner. Throws `forbidden`, `not_found`, `conflict` with the reason when
 * it cannot be done.
 */
export function undoMerge(
  account: Account,
  actor: Actor,
  { id: winnerId, mergeId }: { id: string; mergeId: string },
): { doc: Contact; restored: Contact } {
  requireCapability(actor, "editLeads");
  return transaction(account, actor, (tx) => {
    requireWholeContact(account, actor, winnerId);
    const merge = readMerge(tx, winnerId, mergeId);
    const record = undoable(tx, merge);
    const current = tx.db.select().from(contacts).where(eq(contacts.id, winnerId)).limit(1).get();
    if (current === undefined) throw new TrellisError("not_found");
    const { loser } = record;
    tx.db
      .insert(contacts)
      .values({ ...loser, updatedAt: tx.now })
      .run();
    const returned = returnIdentities(tx, merge, record);
    const parting = { record, returned };
    const parted = [...record.threads.map((thread) => partThread(tx, parting, thread)), ...partOthers(tx, parting)];
    returnActivities(tx, { merge, record, parted });
    returnLookup(tx, winnerId, record);
    const restored = save(tx, { ...loserNow(record, returned), updatedAt: tx.now });
    const winner = save(tx, { ...winnerNow(record, current, returned), updatedAt: tx.now });
    forgetArrivals(tx, record);
    tx.db.update(merges).set({ undoneAt: tx.now, record: null }).where(eq(merges.id, mergeId)).run();

    const documents = [winner, restored].map((row) => contactDocument(row, identitiesOf(tx.db, row.id)));
    const [doc, back] = documents;
    if (doc === undefined || back === undefined) throw new Error("a contact is gone in its own transaction");
    tx.change("contact", "created", back.id, back);
    tx.change("contact", "updated", doc.id, doc);
    const made = parted.flatMap(({ createdId }) => createdId ?? []);
    for (const id of made) publishConversation(tx, id, "created");
    publishMessages(
      tx,
      parted.flatMap(({ movedSeqs }) => movedSeqs),
    );
    publishConversationsOf(tx, winner.id);
    publishConversationsOf(tx, restored.id);
    const detail = { mergeId, name: loser.name, fromContactId: loser.id, intoContactId: winner.id };
    tx.activity({ contactId: winner.id, type: "contact.unmerged", detail });
    tx.activity({ contactId: restored.id, type: "contact.unmerged", detail: { ...detail, name: winner.name } });
    tx.audit({
      action: "contact.unmerged",
      entity: "contact",
      entityId: winner.id,
      before: { mergeId, ...contactDocument(current) },
      after: { into: contactDocument(winner), from: contactDocument(restored) },
    });
    return { doc, restored: back };
  });
}

function readMerge(tx: AccountTx, winnerId: string, mergeId: string): MergeRow {
  const merge = tx.db
    .select()
    .from(merges)
    .where(and(eq(merges.id, mergeId), eq(merges.winnerId, winnerId)))
    .limit(1)
    .get();
  if (merge === undefined) throw new TrellisError("not_found");
  return merge;
}

/** Throws `conflict` with the reason why the merge stays. */
function undoable(tx: AccountTx, merge: MergeRow): MergeRecord {
  const refuse = (message: string) => new TrellisError("conflict", { message });
  if (merge.undoneAt !== null) throw refuse("This merge was undone already.");
  const record = readRecord(merge);
  if (record === undefined || merge.at + MERGE_UNDO_MS <= tx.now)
    throw refuse("A merge can be undone for 30 days, and this one is older.");
  const later = tx.db
    .select({ loserId: merges.loserId })
    .from(merges)
    .where(
      and(
        isNull(merges.undoneAt),
        gt(merges.id, merge.id),
        or(eq(merges.winnerId, merge.winnerId), eq(merges.loserId, merge.winnerId)),
      ),
    )
    .limit(1)
    .get();
  if (later?.loserId === merge.winnerId)
    throw refuse("This contact was itself merged into another one since. Undo that merge first.");
  if (later !== undefined) throw refuse("Another contact was merged into this one later. Undo that merge first.");
  return record;
}

function save(tx: AccountTx, row: ContactRow): ContactRow {
  tx.db.update(contacts).set(row).where(eq(contacts.id, row.id)).run();
  return row;
}

/** Unless the provider has told the name meanwhile, the question is the loser's again. */
function returnLookup(tx: AccountTx, winnerId: string, { lookup, loser }: MergeRecord): void {
  if (lookup === null) return;
  const { row, handed } = lookup;
  if (!handed)
    return void tx.db
      .insert(profileLookups)
      .values({ ...row, dueAt: Math.max(row.dueAt, tx.now) })
      .run();
  const isHanded = and(eq(profileLookups.contactId, winnerId), eq(profileLookups.personId, row.personId));
  tx.db.update(profileLookups).set({ contactId: loser.id }).where(isHanded).run();
}
