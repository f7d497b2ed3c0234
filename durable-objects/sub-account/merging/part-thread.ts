import { and, eq, gt } from "drizzle-orm";
import {
  conversations,
  type ConversationRow,
  type IdentityRow,
  mergeArrivals,
  messages,
} from "../../../schema/data-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { newId } from "../../../schema/ids.ts";
import type { AccountTx } from "../account.ts";
import { UNMERGE_MESSAGES_MAX } from "./limits.ts";
import { renameAuthors, takeMessages } from "./take-messages.ts";
import { returnDrafts } from "./join-drafts.ts";
import type { MergeRecord, MovedThread } from "./merge-record.ts";
import { reactAs } from "./react-as.ts";
import { fromCustomer, partRows, type Since, splitRows } from "./thread-shares.ts";
import { saveThread } from "./save-thread.ts";

/** A merge that is being undone. */
export interface Parting {
  record: MergeRecord;
  /** The loser's ids, as they are now. */
  returned: readonly IdentityRow[];
}

/** What became of one conversation. */
export interface Parted {
  /** The loser's conversation. */
  id: string;
  /** It was one of the winner's as it is: its lines of timeline go along. */
  whole: boolean;
  /** The conversation that is there anew. */
  createdId: string | undefined;
  /** Messages that changed their conversation, by order of arrival. */
  movedSeqs: number[];
  /** A message that came since and is told of on a timeline: whose it is, and in which conversation. */
  cameSince: { messageId: string; contactId: string; conversationId: string }[];
}

/** Gives the loser its conversation back, with what came since by one of its ids. */
export function partThread(tx: AccountTx, parting: Parting, thread: MovedThread): Parted {
  const { record } = parting;
  const hereId = thread.joined?.before.id ?? thread.before.id;
  const here = tx.db.select().from(conversations).where(eq(conversations.id, hereId)).limit(1).get();
  if (here === undefined) throw new Error(`conversation ${hereId} of a merge is gone`);
  const since = readSince(tx, here.id, record.seq);
  return thread.joined === null
    ? giveBack(tx, parting, { here, before: thread.before, since })
    : takeOut(tx, parting, { here, since, before: thread.before, joined: thread.joined });
}

/** What has come in a conversation since the merge, in order of arrival. Throws `conflict` when it is more than can be sorted out at once. */
export function readSince(tx: AccountTx, conversationId: string, seq: number): Since[] {
  const { id, direction, author, clientId, createdAt } = messages;
  const rows = tx.db
    .select({ seq: messages.seq, id, direction, author, clientId, createdAt, identityId: mergeArrivals.identityId })
    .from(messages)
    .leftJoin(mergeArrivals, eq(mergeArrivals.messageId, messages.id))
    .where(and(eq(messages.conversationId, conversationId), gt(messages.seq, seq)))
    .orderBy(messages.seq)
    .limit(UNMERGE_MESSAGES_MAX + 1)
    .all();
  if (rows.length <= UNMERGE_MESSAGES_MAX) return rows;
  const message = `More than ${UNMERGE_MESSAGES_MAX} messages have come in one conversation since.`;
  throw new TrellisError("conflict", { message });
}

/** The whole conversation goes back. What the winner wrote in it since, by an id of their own, stays in a conversation of its own. */
export function giveBack(
  tx: AccountTx,
  { record, returned }: Parting,
  { here, before, since }: { here: ConversationRow; before: ConversationRow; since: readonly Since[] },
): Parted {
  const { loser, winner } = record;
  const stays = since.filter((message) => isFromOutside(message) && !cameBy(returned, message));
  const goes = since.filter((message) => !stays.includes(message));
  const isIts = eq(conversations.id, here.id);
  tx.db.update(conversations).set({ contactId: loser.id, updatedAt: tx.now }).where(isIts).run();
  reactAs(tx, here.id, loser.id);
  renameAuthors(tx, loser, goes);
  const back = { ...here, contactId: loser.id, updatedAt: tx.now };
  const [first] = stays;
  if (first === undefined) return { id: here.id, whole: true, createdId: undefined, movedSeqs: [], cameSince: [] };
  const own: ConversationRow = {
    ...back,
    id: newId("conversation"),
    contactId: winner.before.id,
    createdAt: first.createdAt,
  };
  const rows = splitRows({ here: back, own, before, goes, stays });
  tx.db.insert(conversations).values(rows.own).run();
  takeMessages(
    tx,
    own.id,
    stays.map(({ seq }) => seq),
  );
  reactAs(tx, own.id, winner.before.id);
  saveThread(tx, rows.own, stays);
  saveThread(tx, rows.here, stays);
  return {
    id: here.id,
    whole: true,
    createdId: own.id,
    movedSeqs: stays.map(({ seq }) => seq),
    cameSince: stays.map(({ id }) => ({ messageId: id, contactId: winner.before.id, conversationId: own.id })),
  };
}

/** The loser's messages are taken out of the joined conversation, with those that came since by one of its ids. */
function takeOut(
  tx: AccountTx,
  { record, returned }: Parting,
  {
    here,
    since,
    before,
    joined,
  }: {
    here: ConversationRow;
    since: readonly Since[];
    before: ConversationRow;
    joined: NonNullable<MovedThread["joined"]>;
  },
): Parted {
  const { loser } = record;
  const goes = since.filter((message) => cameBy(returned, message));
  const others = since.filter((message) => !goes.includes(message));
  // The channel may have been installed anew: the joined conversation knows by what it goes on.
  const back = { ...before, integrationId: here.integrationId, contactId: loser.id, updatedAt: tx.now };
  const rows = partRows({ here: { ...here, updatedAt: tx.now }, back, ...joined, goes, others, returned });
  tx.db.insert(conversations).values(rows.back).run();
  returnDrafts(tx, back.id, joined.drafts);
  const movedSeqs = [...joined.messageSeqs, ...goes.map(({ seq }) => seq)];
  takeMessages(tx, back.id, movedSeqs);
  reactAs(tx, back.id, loser.id);
  renameAuthors(tx, loser, goes);
  saveThread(tx, rows.here, others);
  saveThread(tx, rows.back, goes);
  return {
    id: back.id,
    whole: false,
    createdId: back.id,
    movedSeqs,
    cameSince: goes.map(({ id }) => ({ messageId: id, contactId: loser.id, conversationId: back.id })),
  };
}

/** Whether a message came by one of the ids that go back. */
export function cameBy(returned: readonly IdentityRow[], { identityId }: Since): boolean {
  return identityId !== null && returned.some(({ id }) => id === identityId);
}

/** Not written here: by the customer, or on the business's own phone to them. */
export function isFromOutside(message: Since): boolean {
  return fromCustomer(message) || (message.direction === "out" && message.author.type === "business");
}
