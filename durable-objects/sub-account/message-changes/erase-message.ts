import { and, eq, isNull, ne, sql } from "drizzle-orm";
import { activities, attachments, messages, reactions, type MessageRow } from "../../../schema/data-plane/index.ts";
import type { AccountTx } from "../account.ts";

/**
 * Marks a message as taken back and erases what it held, here and on the timeline: whoever takes a message back does not want it kept, and
 * Meta's platform terms demand it. The bubble stays. Files in storage go with the next round of the alarm.
 */
export function eraseMessage(
  tx: AccountTx,
  row: MessageRow,
  { at }: { at: number },
  contactId: string,
): MessageRow | undefined {
  if (row.deletedAt !== null) return undefined;
  const change = {
    text: null,
    originalText: null,
    placeholder: null,
    content: null,
    raw: null,
    deletedAt: at,
    updatedAt: tx.now,
  };
  tx.db.update(messages).set(change).where(eq(messages.seq, row.seq)).run();
  tx.db.delete(reactions).where(eq(reactions.messageId, row.id)).run();
  eraseAttachments(tx, row.id);
  tx.db
    .update(activities)
    .set({ detail: sql`json_remove(${activities.detail}, '$.preview')` })
    .where(and(eq(activities.contactId, contactId), sql`${activities.detail} ->> '$.messageId' = ${row.id}`))
    .run();
  tx.activity({
    contactId,
    conversationId: row.conversationId,
    type: "message.deleted",
    detail: { messageId: row.id, direction: row.direction },
  });
  return { ...row, ...change };
}

/** What came with the message itself goes at once; what lies in storage, or is on its way there, is left to the job that put it there. */
function eraseAttachments(tx: AccountTx, messageId: string): void {
  const mine = eq(attachments.messageId, messageId);
  tx.db
    .delete(attachments)
    .where(and(mine, isNull(attachments.r2Key), ne(attachments.state, "pending")))
    .run();
  const left = tx.db
    .update(attachments)
    .set({ state: "erasing", name: "", mediaId: null, sourceUrl: null, error: null, dueAt: tx.now, updatedAt: tx.now })
    .where(mine)
    .returning({ id: attachments.id })
    .all();
  if (left.length > 0) tx.wakeAt(tx.now);
}
