import { and, eq, isNull, ne, sql } from "drizzle-orm";
import { activities, attachments, messages, reactions, type MessageRow } from "../../../schema/data-plane/index.ts";
import type { Activity } from "../../../schema/contracts/contacts.ts";
import type { Conversation } from "../../../schema/contracts/conversations.ts";
import type { AccountTx } from "../account.ts";
import { messageDocument } from "../documents/message.ts";
import { previewText } from "../documents/preview-text.ts";
import type { Told } from "../live/redact-changes.ts";

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
  const previews = erasePreviews(tx, row.id, contactId);
  const erased: MessageRow = { ...row, ...change };
  tx.redact([row.id, row.conversationId], (told) => redact(told, erased, previews));
  tx.activity({
    contactId,
    conversationId: row.conversationId,
    type: "message.deleted",
    detail: { messageId: row.id, direction: row.direction },
  });
  return erased;
}

/** Takes the words off the timeline. Answers what they were, as lists have shown them. */
function erasePreviews(tx: AccountTx, messageId: string, contactId: string): Set<string> {
  const lines = and(
    eq(activities.contactId, contactId),
    sql`${activities.detail} ->> '$.messageId' = ${messageId}`,
    sql`${activities.detail} ->> '$.preview' <> ''`,
  );
  const said = tx.db.select({ detail: activities.detail }).from(activities).where(lines).all();
  tx.db
    .update(activities)
    .set({ detail: sql`json_remove(${activities.detail}, '$.preview')` })
    .where(lines)
    .run();
  return new Set(said.map(({ detail }) => String(detail["preview"])));
}

/** What a screen that was away would hear of it: the bubble as it is now, the timeline without its words, the list without them. */
function redact(told: Told, erased: MessageRow, previews: ReadonlySet<string>): boolean {
  if (told.doc === null) return false;
  if (told.entity === "message" && told.id === erased.id) {
    told.doc = messageDocument(erased);
    return true;
  }
  // The documents of an account's own feed, as its documents/ makes them.
  if (told.entity === "activity") {
    const { detail } = told.doc as Activity;
    if (detail["messageId"] !== erased.id || detail["preview"] === undefined) return false;
    delete detail["preview"];
    return true;
  }
  if (told.entity !== "conversation" || told.id !== erased.conversationId) return false;
  const { lastMessage } = told.doc as Conversation;
  if (lastMessage === null || !previews.has(lastMessage.text)) return false;
  lastMessage.text = previewText(erased);
  return true;
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
