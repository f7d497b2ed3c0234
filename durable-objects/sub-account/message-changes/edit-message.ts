import { eq } from "drizzle-orm";
import { messages, type MessageRow } from "../../../schema/data-plane/index.ts";
import { INBOUND_TEXT_MAX_CHARACTERS, type InboundEdit } from "../../../schema/inbound/event.ts";
import type { AccountTx } from "../account.ts";
import { cutText, PREVIEW_MAX_CHARACTERS } from "../documents/cut-text.ts";

/** Gives a message its new words and keeps the first ones beside them. An edit older than the last one changes nothing. */
export function editMessage(
  tx: AccountTx,
  row: MessageRow,
  { text: given, at }: Pick<InboundEdit, "text" | "at">,
  contactId: string,
): MessageRow | undefined {
  if (row.deletedAt !== null || (row.editedAt !== null && at < row.editedAt)) return undefined;
  const change = {
    // What cannot be read of an edit leaves the words as they are.
    text: given === null ? row.text : cutText(given, INBOUND_TEXT_MAX_CHARACTERS),
    originalText: row.editedAt === null ? row.text : row.originalText,
    editedAt: at,
    updatedAt: tx.now,
  };
  tx.db.update(messages).set(change).where(eq(messages.seq, row.seq)).run();
  tx.activity({
    contactId,
    conversationId: row.conversationId,
    type: "message.edited",
    detail: { messageId: row.id, preview: cutText(change.text ?? "", PREVIEW_MAX_CHARACTERS) },
  });
  return { ...row, ...change };
}
