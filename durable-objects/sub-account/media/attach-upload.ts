import { and, eq, isNull } from "drizzle-orm";
import { manifestOf } from "../../../modules/catalog.ts";
import type { MediaRule } from "../../../modules/module.ts";
import { CHANNEL_RULES } from "../../../schema/channels.ts";
import { attachments, type AttachmentRow, type ConversationRow } from "../../../schema/data-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";
import type { AccountTx } from "../account.ts";

/** An upload that can still be sent. Throws `invalid`, naming `field`, for any other id: it was sent, has run out, or never was. */
export function uploadToSend(tx: AccountTx, id: string, field = "attachments"): AttachmentRow {
  const row = tx.db
    .select()
    .from(attachments)
    .where(and(eq(attachments.id, id), isNull(attachments.messageId), eq(attachments.state, "stored")))
    .limit(1)
    .get();
  if (row === undefined)
    throw new TrellisError("invalid", {
      field,
      message: "This upload is not there any more. Attach the file anew.",
    });
  return row;
}

/** Throws `invalid`, naming `field`, when the conversation's channel does not carry such a file, or not with this text. */
export function assertCarries(
  { channel }: ConversationRow,
  file: AttachmentRow,
  text: string,
  field = "attachments",
): void {
  const { name } = CHANNEL_RULES[channel];
  const rules: Partial<Record<string, MediaRule>> = manifestOf(channel)?.media ?? {};
  const rule = rules[file.type];
  if (rule === undefined || !rule.mimeTypes.includes(file.mimeType))
    throw new TrellisError("invalid", { field, message: `${name} does not carry files of this type.` });
  if (file.size > rule.maxBytes) {
    const mib = Math.round((rule.maxBytes / 1024 / 1024) * 10) / 10;
    const message = `${name} carries at most ${mib} MB of this type.`;
    throw new TrellisError("invalid", { field, message });
  }
  const captionMax = rule.captionMax ?? 0;
  if (text.trim() === "" || text.length <= captionMax) return;
  const message =
    captionMax === 0
      ? `${name} sends this file without words: send the text as a message of its own.`
      : `${name} takes at most ${captionMax} characters with a file: this is ${text.length - captionMax} too long. Send the text as a message of its own.`;
  throw new TrellisError("invalid", { field: "text", message });
}

/** Gives an upload to the message that carries it. */
export function attach(
  tx: AccountTx,
  file: AttachmentRow,
  message: { id: string; conversationId: string; integrationId: string },
): void {
  const { id: messageId, conversationId, integrationId } = message;
  tx.db
    .update(attachments)
    .set({ messageId, conversationId, integrationId, dueAt: null, updatedAt: tx.now })
    .where(eq(attachments.id, file.id))
    .run();
}
