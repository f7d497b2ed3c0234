import { and, desc, eq, lte } from "drizzle-orm";
import { CHANNEL_RULES } from "../../../schema/channels.ts";
import { conversations, type ConversationRow, messages } from "../../../schema/data-plane/index.ts";
import { newId } from "../../../schema/ids.ts";
import type { AccountTx } from "../account.ts";
import { cameBy, giveBack, isFromOutside, type Parted, type Parting, readSince } from "./part-thread.ts";
import { reactAs } from "./react-as.ts";
import { saveThread } from "./save-thread.ts";
import { renameAuthors, takeMessages } from "./take-messages.ts";
import { fromCustomer, type Since, splitRows } from "./thread-shares.ts";

/**
 * Conversations the loser had no part in when it was merged: where it wrote in one since by an id of its own, that is given to it. One that it
 * began itself goes as it is; of others, what it wrote is taken out into a conversation of its own.
 */
export function partOthers(tx: AccountTx, parting: Parting): Parted[] {
  const { record, returned } = parting;
  const looked = new Set(record.threads.map(({ before, joined }) => joined?.before.id ?? before.id));
  return tx.db
    .select()
    .from(conversations)
    .where(eq(conversations.contactId, record.winner.before.id))
    .orderBy(conversations.id)
    .all()
    .filter(({ id }) => !looked.has(id))
    .flatMap((here): Parted[] => {
      const since = readSince(tx, here.id, record.seq);
      const goes = since.filter((message) => cameBy(returned, message));
      if (goes.length === 0) return [];
      const isTheirs =
        !since.some((message) => isFromOutside(message) && !goes.includes(message)) && !isOlder(tx, here, record.seq);
      return [
        isTheirs ? giveBack(tx, parting, { here, before: here, since }) : takeNew(tx, parting, { here, since, goes }),
      ];
    });
}

/** Whether there is something in it from before the merge. */
function isOlder(tx: AccountTx, { id }: ConversationRow, seq: number): boolean {
  const isBefore = and(eq(messages.conversationId, id), lte(messages.seq, seq));
  return tx.db.select({ id: messages.id }).from(messages).where(isBefore).limit(1).get() !== undefined;
}

function takeNew(
  tx: AccountTx,
  { record, returned }: Parting,
  { here, since, goes }: { here: ConversationRow; since: readonly Since[]; goes: readonly Since[] },
): Parted {
  const { loser } = record;
  const own: ConversationRow = {
    ...here,
    id: newId("conversation"),
    contactId: loser.id,
    createdAt: goes[0]?.createdAt ?? tx.now,
    updatedAt: tx.now,
  };
  const identityId = returned.some(({ id }) => id === here.identityId) ? null : here.identityId;
  const rows = splitRows({
    here: { ...here, updatedAt: tx.now },
    own,
    // What there was before is not known, but what stays is.
    before: { ...here, lastMessageAt: 0, identityId },
    goes: since.filter((message) => !goes.includes(message)),
    stays: goes,
  });
  tx.db.insert(conversations).values(rows.own).run();
  const movedSeqs = goes.map(({ seq }) => seq);
  takeMessages(tx, own.id, movedSeqs);
  reactAs(tx, own.id, loser.id);
  renameAuthors(tx, loser, goes);
  saveThread(tx, rows.own, goes);
  saveThread(tx, { ...rows.here, windowExpiresAt: windowLeft(tx, here) }, goes);
  const cameSince = goes.map(({ id }) => ({ messageId: id, contactId: loser.id, conversationId: own.id }));
  return { id: own.id, whole: false, createdId: own.id, movedSeqs, cameSince };
}

/** Until when one may reply freely to what is left. */
function windowLeft(tx: AccountTx, { id, channel }: ConversationRow): number | null {
  const written = tx.db
    .select({ createdAt: messages.createdAt, direction: messages.direction, author: messages.author })
    .from(messages)
    .where(and(eq(messages.conversationId, id), eq(messages.direction, "in")))
    .orderBy(desc(messages.createdAt))
    .limit(LOOKED_AT)
    .all()
    .find(fromCustomer);
  return written === undefined ? null : written.createdAt + CHANNEL_RULES[channel].windowMs;
}

/** Lines of a provider's own that may stand above what a customer wrote. */
const LOOKED_AT = 20;
