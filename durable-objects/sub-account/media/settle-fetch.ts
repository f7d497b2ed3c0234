import { and, eq } from "drizzle-orm";
import { attachments, type AttachmentRow, messages } from "../../../schema/data-plane/index.ts";
import type { AccountTx } from "../account.ts";
import { publishMessage } from "../documents/message.ts";
import type { FetchOutcome } from "./fetch-media.ts";
import { ATTEMPTS_MAX, retryAfterMs } from "./limits.ts";

/**
 * Writes down how a try ended, and tells the sockets when that changes what they show. Answers false when nobody waits for the file any
 * more: its message was taken back meanwhile, and what was stored has to go.
 */
export function settleFetch(tx: AccountTx, claimed: AttachmentRow, outcome: FetchOutcome): boolean {
  const isMine = and(eq(attachments.id, claimed.id), eq(attachments.state, "pending"));
  const row = tx.db.select().from(attachments).where(isMine).limit(1).get();
  if (row === undefined) return false;
  if (outcome.kind === "retry" && row.attempts < ATTEMPTS_MAX) {
    const dueAt = tx.now + retryAfterMs(row.attempts);
    // Kept for the day it is given up; nobody is shown a fault that may pass.
    tx.db.update(attachments).set({ dueAt, error: outcome.error, updatedAt: tx.now }).where(isMine).run();
    tx.wakeAt(dueAt);
    return true;
  }
  tx.db
    .update(attachments)
    .set(
      outcome.kind === "stored"
        ? {
            state: "stored",
            type: typeFor(row.type, outcome.mimeType),
            r2Key: outcome.key,
            size: outcome.size,
            mimeType: outcome.mimeType,
            width: outcome.pixels?.width ?? null,
            height: outcome.pixels?.height ?? null,
            error: null,
            dueAt: null,
            updatedAt: tx.now,
          }
        : {
            state: outcome.kind === "refused" ? "refused" : "failed",
            error: { ...outcome.error, retryable: false },
            dueAt: null,
            updatedAt: tx.now,
          },
    )
    .where(isMine)
    .run();
  const message = tx.db
    .select()
    .from(messages)
    .where(eq(messages.id, row.messageId ?? ""))
    .limit(1)
    .get();
  if (message !== undefined) publishMessage(tx, message);
  return true;
}

/** What a channel named no better than a file is known by its content: a shared post is a picture or a film. */
function typeFor(type: AttachmentRow["type"], mimeType: string): AttachmentRow["type"] {
  if (type !== "file") return type;
  const [kind] = mimeType.split("/", 1);
  return kind === "image" || kind === "video" || kind === "audio" ? kind : type;
}
