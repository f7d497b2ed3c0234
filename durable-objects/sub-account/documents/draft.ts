import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Draft } from "../../../schema/contracts/drafts.ts";
import { attachments, type DraftRow, messages } from "../../../schema/data-plane/index.ts";
import type { AccountDatabase } from "../account.ts";
import { uploadDocument } from "./attachment.ts";
import { previewText } from "./preview-text.ts";

/** A draft as the API and its writer's sockets show it. */
export function draftDocument(db: AccountDatabase, row: DraftRow): Draft {
  return {
    conversationId: row.conversationId,
    mode: row.mode,
    text: row.text,
    replyTo: row.replyTo === null ? null : answered(db, row.replyTo),
    attachments: row.attachments.length === 0 ? [] : uploads(db, row.attachments),
    version: row.version,
    updatedAt: new Date(row.updatedAt).toISOString(),
  };
}

/** Null when the message is gone. */
function answered(db: AccountDatabase, id: string): Draft["replyTo"] {
  const message = db.select().from(messages).where(eq(messages.id, id)).limit(1).get();
  return message === undefined ? null : { id, author: message.author, text: previewText(message) };
}

/** What has run out since, or was sent, is left out. */
function uploads(db: AccountDatabase, ids: readonly string[]): Draft["attachments"] {
  const rows = db
    .select()
    .from(attachments)
    .where(and(inArray(attachments.id, [...ids]), isNull(attachments.messageId), eq(attachments.state, "stored")))
    .all();
  return ids.flatMap((id) => rows.filter((row) => row.id === id).map(uploadDocument));
}
