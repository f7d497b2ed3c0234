import { desc, eq } from "drizzle-orm";
import { MERGE_UNDO_MS } from "../../../schema/contracts/merges.ts";
import {
  activities,
  contacts,
  type ContactRow,
  identities,
  type MergeRow,
  merges,
  messages,
  profileLookups,
} from "../../../schema/data-plane/index.ts";
import { newId } from "../../../schema/ids.ts";
import type { AccountTx } from "../account.ts";
import { contactDocument } from "../documents/contact.ts";
import { publishConversationsOf } from "../documents/conversation.ts";
import { identitiesOf } from "../people/identities.ts";
import { moveThread } from "./move-thread.ts";
import type { MergePlan } from "./merge-plan.ts";
import type { MergeRecord } from "./merge-record.ts";
import { publishMessages } from "./publish-messages.ts";

/**
 * Carries a plan out, and keeps what is needed to take it back. `type` says on the timeline who knew that the two are one: a person
 * (`contact.merged`) or a channel (`contact.joined`). The caller has looked at the plan's refusal.
 */
export function joinContacts(
  tx: AccountTx,
  { a, b, result, threads, identities: known }: MergePlan,
  type: "contact.merged" | "contact.joined",
): { merge: MergeRow; winner: ContactRow } {
  const mergeId = newId("merge");
  const winner: ContactRow = { ...result, updatedAt: tx.now };
  const detail = { mergeId, name: b.name, fromContactId: b.id, intoContactId: a.id, conversations: leads(threads) };
  // First: whoever looks at a conversation that goes hears where it went before it is gone.
  tx.activity({ contactId: a.id, type, detail });
  const record: MergeRecord = {
    winner: { before: a, after: winner },
    loser: b,
    identities: known.filter(({ contactId }) => contactId === b.id),
    activityIds: activityIdsOf(tx, b.id),
    lookup: handLookup(tx, a.id, b.id),
    seq: newestSeq(tx),
    threads: threads.map(({ row, into }) => moveThread(tx, a.id, row, into)),
  };
  tx.db.update(identities).set({ contactId: a.id, mergeId }).where(eq(identities.contactId, b.id)).run();
  tx.db.update(activities).set({ contactId: a.id }).where(eq(activities.contactId, b.id)).run();
  tx.db.update(contacts).set(winner).where(eq(contacts.id, a.id)).run();
  tx.db.delete(contacts).where(eq(contacts.id, b.id)).run();
  const merge = tx.db
    .insert(merges)
    .values({ id: mergeId, winnerId: a.id, loserId: b.id, record: JSON.stringify(record), at: tx.now })
    .returning()
    .get();
  tx.wakeAt(tx.now + MERGE_UNDO_MS);

  tx.change("contact", "deleted", b.id, null);
  tx.change("contact", "updated", a.id, contactDocument(winner, identitiesOf(tx.db, a.id)));
  for (const { before, joined } of record.threads) {
    if (joined !== null) tx.change("conversation", "deleted", before.id, null);
  }
  publishMessages(
    tx,
    record.threads.flatMap(({ joined }) => joined?.messageSeqs ?? []),
  );
  publishConversationsOf(tx, a.id);
  tx.audit({
    action: type,
    entity: "contact",
    entityId: a.id,
    before: { into: contactDocument(a), from: contactDocument(b) },
    after: {
      mergeId,
      ...contactDocument(winner),
      moved: { identities: record.identities.length, conversations: threads.length },
    },
  });
  return { merge, winner };
}

/** Which conversation goes on in which, for whoever has the one open that goes. */
function leads(threads: MergePlan["threads"]): { from: string; into: string }[] {
  return threads.flatMap(({ row, into }) => (into === undefined ? [] : [{ from: row.id, into: into.id }]));
}

function activityIdsOf(tx: AccountTx, contactId: string): string[] {
  const held = tx.db.select({ id: activities.id }).from(activities).where(eq(activities.contactId, contactId)).all();
  return held.map(({ id }) => id);
}

/** A name that is yet to be asked for becomes the winner's question, unless the winner has one of its own. */
function handLookup(tx: AccountTx, winnerId: string, loserId: string): MergeRecord["lookup"] {
  const of = (id: string) => tx.db.select().from(profileLookups).where(eq(profileLookups.contactId, id)).limit(1).get();
  const row = of(loserId);
  if (row === undefined) return null;
  const handed = of(winnerId) === undefined;
  const isIts = eq(profileLookups.contactId, loserId);
  if (handed) tx.db.update(profileLookups).set({ contactId: winnerId }).where(isIts).run();
  else tx.db.delete(profileLookups).where(isIts).run();
  return { row, handed };
}

/** Order of arrival of the newest message so far. */
function newestSeq(tx: AccountTx): number {
  return tx.db.select({ seq: messages.seq }).from(messages).orderBy(desc(messages.seq)).limit(1).get()?.seq ?? 0;
}
