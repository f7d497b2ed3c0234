import { and, eq, isNull, ne } from "drizzle-orm";
import { type Actor, requireCapability, requireSystem } from "../../../schema/actor.ts";
import { attachments, type AttachmentRow } from "../../../schema/data-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";
import type { Account } from "../account.ts";
import { isSeen } from "../sight/is-seen.ts";

/** What is needed to serve a file: where its bytes are, and what they are. */
export interface OpenedAttachment {
  id: string;
  /** Key in the bucket, or the whole of something small. */
  at: { key: string } | { inline: string };
  name: string;
  mimeType: string;
  /** bytes */
  size: number;
  type: AttachmentRow["type"];
}

/**
 * A file of a message, or an upload that no message carries yet (without `messageId`). Throws `forbidden`, `not_found`, `conflict` (it is
 * still being fetched, or will not be had; the message says why).
 */
export function openAttachment(
  account: Account,
  actor: Actor,
  input: { attachmentId: string; message?: { conversationId: string; messageId: string } },
): OpenedAttachment {
  requireCapability(actor, "viewLeads");
  const { attachmentId, message } = input;
  const row = account.db
    .select()
    .from(attachments)
    .where(
      and(
        eq(attachments.id, attachmentId),
        ne(attachments.state, "erasing"),
        ...(message === undefined
          ? [isNull(attachments.messageId)]
          : [eq(attachments.messageId, message.messageId), eq(attachments.conversationId, message.conversationId)]),
      ),
    )
    .limit(1)
    .get();
  if (row === undefined || !isInSight(account, actor, row)) throw new TrellisError("not_found");
  if (row.state !== "stored") throw new TrellisError("conflict", { message: notHere(row) });
  return opened(row);
}

/** What hangs on a message is seen with its conversation; an upload by whoever was told its id. */
function isInSight(account: Account, actor: Actor, { messageId, conversationId }: AttachmentRow): boolean {
  return messageId === null || isSeen(account, actor, "conversations", conversationId);
}

/** A file of any message, for a provider that was given its address. Throws `forbidden` to any person, `not_found`. */
export function openSentFile(
  account: Account,
  actor: Actor,
  { attachmentId }: { attachmentId: string },
): OpenedAttachment {
  requireSystem(actor);
  const row = account.db
    .select()
    .from(attachments)
    .where(and(eq(attachments.id, attachmentId), eq(attachments.state, "stored")))
    .limit(1)
    .get();
  if (row === undefined) throw new TrellisError("not_found");
  return opened(row);
}

function opened({ id, inline, mimeType, name, r2Key, size, type }: AttachmentRow): OpenedAttachment {
  if (inline !== null) return { id, at: { inline }, name, mimeType, size, type };
  if (r2Key === null) throw new Error(`attachment ${id} is stored nowhere`);
  return { id, at: { key: r2Key }, name, mimeType, size, type };
}

function notHere({ state, error, messageId }: AttachmentRow): string {
  if (state === "pending")
    return messageId === null ? "This upload is not complete." : "This file is still being fetched. Try again shortly.";
  return error?.message ?? "This file could not be had.";
}
