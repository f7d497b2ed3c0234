import { and, eq, isNull } from "drizzle-orm";
import { messages } from "../../../schema/data-plane/index.ts";
import type { InboundMessage } from "../../../schema/inbound/event.ts";
import { publishMessage } from "../documents/message.ts";
import { touchIn, type IngestRun } from "./run.ts";
import { storeAttachments } from "./store-attachments.ts";

/** A chat's past first tells that there was a file, and later, under the same id, brings the file. */
const STANDS_IN = "media_placeholder";

/**
 * A message that is here already comes again: nothing changes, unless only its stand-in is here and this brings the content. Answers whether
 * anything changed.
 */
export function fillPlaceholder(run: IngestRun, id: string, event: InboundMessage): boolean {
  const { tx } = run;
  if (event.type === STANDS_IN || event.attachments === undefined) return false;
  const stands = and(eq(messages.id, id), eq(messages.type, STANDS_IN), isNull(messages.deletedAt));
  const row = tx.db.select().from(messages).where(stands).limit(1).get();
  if (row === undefined) return false;
  const change = {
    type: event.type,
    text: row.editedAt === null ? event.text : row.text,
    placeholder: event.placeholder ?? null,
    content: event.content ?? null,
    updatedAt: tx.now,
  };
  tx.db.update(messages).set(change).where(eq(messages.seq, row.seq)).run();
  storeAttachments(tx, row, event.attachments);
  publishMessage(tx, { ...row, ...change });
  touchIn(run)(row.conversationId);
  run.trail(event.integrationId).messages.push(row.id);
  return true;
}
