import { attachments, type AttachmentRow, type MessageRow } from "../../../schema/data-plane/index.ts";
import { newId } from "../../../schema/ids.ts";
import { INBOUND_ATTACHMENTS_MAX, type InboundAttachment } from "../../../schema/inbound/event.ts";
import type { AccountTx } from "../account.ts";
import { cutText } from "../documents/cut-text.ts";

const NAME_MAX_CHARACTERS = 240;
const MIME_TYPE_MAX_CHARACTERS = 120;

/** Writes down the files of a message just stored. Those the provider holds are fetched by the alarm, at once. */
export function storeAttachments(
  tx: AccountTx,
  message: Pick<MessageRow, "id" | "conversationId" | "integrationId">,
  given: readonly InboundAttachment[],
): AttachmentRow[] {
  return given.slice(0, INBOUND_ATTACHMENTS_MAX).map((file, position) => {
    const row = rowOf(tx, message, file, position);
    tx.db.insert(attachments).values(row).run();
    if (row.dueAt !== null) tx.wakeAt(row.dueAt);
    return row;
  });
}

function rowOf(
  tx: AccountTx,
  { id, conversationId, integrationId }: Pick<MessageRow, "id" | "conversationId" | "integrationId">,
  file: InboundAttachment,
  position: number,
): AttachmentRow {
  const isHere = file.inline !== undefined;
  const isThere = file.mediaId !== undefined || file.url !== undefined;
  return {
    id: newId("attachment"),
    messageId: id,
    conversationId,
    integrationId,
    position,
    type: file.type,
    name: cutText(file.name ?? "", NAME_MAX_CHARACTERS),
    mimeType: mimeTypeOf(file.mimeType ?? ""),
    size: file.size ?? (isHere ? new TextEncoder().encode(file.inline).length : 0),
    voice: file.voice === true,
    durationMs: file.durationMs ?? null,
    width: null,
    height: null,
    state: isHere ? "stored" : isThere ? "pending" : "failed",
    error:
      isHere || isThere
        ? null
        : { code: "no_media", message: "The provider sent no file with this message.", retryable: false },
    mediaId: file.mediaId ?? null,
    sourceUrl: file.url ?? null,
    sha256: file.sha256 ?? null,
    r2Key: null,
    inline: file.inline ?? null,
    attempts: 0,
    dueAt: isHere || !isThere ? null : tx.now,
    createdAt: tx.now,
    updatedAt: tx.now,
  };
}

/** "audio/ogg; codecs=opus" is audio/ogg; anything that has not the form of a type is none. */
function mimeTypeOf(given: string): string {
  const type = given.replace(/;.*$/s, "").trim().toLowerCase();
  return type.length <= MIME_TYPE_MAX_CHARACTERS && /^[a-z0-9!#$&^_.+-]+\/[a-z0-9!#$&^_.+-]+$/.test(type) ? type : "";
}
