import type { Attachment } from "../../../schema/contracts/messages.ts";
import type { AttachmentRow, MessageRow } from "../../../schema/data-plane/index.ts";

/** An attachment as the API and the sockets show it. Where the provider has it stays inside. */
export function attachmentDocument(message: Pick<MessageRow, "id" | "conversationId">, row: AttachmentRow): Attachment {
  return documentAt(`/api/conversations/${message.conversationId}/messages/${message.id}/attachments/${row.id}`, row);
}

/** An upload that no message carries yet. */
export function uploadDocument(row: AttachmentRow): Attachment {
  return documentAt(`/api/attachments/${row.id}`, row);
}

function documentAt(url: string, row: AttachmentRow): Attachment {
  return {
    id: row.id,
    type: row.type,
    url,
    name: row.name,
    mimeType: row.mimeType,
    size: row.size,
    // What is being erased is not read with its message any more: see readParts.
    state: row.state === "erasing" ? "refused" : row.state,
    // A fault that may pass is no news yet.
    ...(row.error === null || row.state === "pending" ? {} : { error: row.error }),
    ...(row.voice ? { voice: true } : {}),
    ...(row.durationMs === null ? {} : { durationMs: row.durationMs }),
    ...(row.width === null ? {} : { width: row.width }),
    ...(row.height === null ? {} : { height: row.height }),
  };
}
