import { and, count, eq, isNull, ne } from "drizzle-orm";
import { type Actor, requireCapability } from "../../../schema/actor.ts";
import type { Attachment } from "../../../schema/contracts/messages.ts";
import { attachments, type AttachmentRow } from "../../../schema/data-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { newId } from "../../../schema/ids.ts";
import { type Account, transaction } from "../account.ts";
import { uploadDocument } from "../documents/attachment.ts";
import { UPLOAD_KEPT_MS, UPLOADS_WAITING_MAX } from "./limits.ts";
import { mediaKey } from "./media-key.ts";

/**
 * Makes room for a file someone is about to send; the caller puts its bytes under `key`, then calls finishUpload. The row comes before the
 * bytes, so that whatever breaks off in between is found and taken out again. Throws `forbidden`, `too_many` (many uploads wait for their
 * message).
 */
export function beginUpload(
  account: Account,
  actor: Actor,
  { type, name, mimeType }: Pick<AttachmentRow, "type" | "name" | "mimeType">,
): { id: string; key: string } {
  requireCapability(actor, "sendMessages");
  return transaction(account, actor, (tx) => {
    const isWaiting = and(isNull(attachments.messageId), ne(attachments.state, "erasing"));
    const waiting = tx.db.select({ n: count() }).from(attachments).where(isWaiting).get()?.n ?? 0;
    if (waiting >= UPLOADS_WAITING_MAX)
      throw new TrellisError("too_many", { message: "Too many uploads wait to be sent.", retryAfterSeconds: 600 });
    const id = newId("attachment");
    const dueAt = tx.now + UPLOAD_KEPT_MS;
    tx.db
      .insert(attachments)
      .values({
        id,
        // Neither is known before a message carries it.
        conversationId: "",
        integrationId: "",
        position: 0,
        type,
        name,
        mimeType,
        state: "pending",
        dueAt,
        createdAt: tx.now,
        updatedAt: tx.now,
      })
      .run();
    tx.wakeAt(dueAt);
    return { id, key: mediaKey(account.tenantId, id) };
  });
}

/** The bytes are there: the upload can be sent, for a day. Throws `forbidden`, `not_found` (it was given up meanwhile). */
export function finishUpload(
  account: Account,
  actor: Actor,
  { id, size, pixels }: { id: string; size: number; pixels?: { width: number; height: number } | undefined },
): Attachment {
  requireCapability(actor, "sendMessages");
  return transaction(account, actor, (tx) => {
    const row = tx.db
      .update(attachments)
      .set({ state: "stored", size, ...pixels, r2Key: mediaKey(account.tenantId, id), updatedAt: tx.now })
      .where(and(eq(attachments.id, id), isNull(attachments.messageId), eq(attachments.state, "pending")))
      .returning()
      .get();
    if (row === undefined) throw new TrellisError("not_found");
    tx.audit({
      action: "attachment.uploaded",
      entity: "attachment",
      entityId: id,
      after: { type: row.type, name: row.name, mimeType: row.mimeType, size },
    });
    return uploadDocument(row);
  });
}

/** Gives up an upload that no message carries: its bytes go with the next round of the alarm. Throws `forbidden`, `not_found`. */
export function dropUpload(account: Account, actor: Actor, { id }: { id: string }): void {
  requireCapability(actor, "sendMessages");
  transaction(account, actor, (tx) => {
    const dropped = tx.db
      .update(attachments)
      .set({ state: "erasing", dueAt: tx.now, updatedAt: tx.now })
      .where(and(eq(attachments.id, id), isNull(attachments.messageId), ne(attachments.state, "erasing")))
      .returning({ id: attachments.id })
      .get();
    if (dropped === undefined) throw new TrellisError("not_found");
    tx.wakeAt(tx.now);
    tx.audit({ action: "attachment.dropped", entity: "attachment", entityId: id });
  });
}
