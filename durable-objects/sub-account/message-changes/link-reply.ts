import { eq } from "drizzle-orm";
import { messages, type MessageRow } from "../../../schema/data-plane/index.ts";
import type { AccountTx } from "../account.ts";
import { publishMessage } from "../documents/message.ts";
import { receivedBefore } from "./received-before.ts";

/** A reply that was here before the message it answers. Kept among the changes that wait for that message. */
export interface EarlyReply {
  kind: "reply";
  messageId: string;
}

/** Has a reply wait for the message it answers, known so far by the provider's id alone. */
export function awaitReplied(
  tx: AccountTx,
  { id, integrationId }: Pick<MessageRow, "id" | "integrationId">,
  replyToExternalId: string,
): void {
  const reply: EarlyReply = { kind: "reply", messageId: id };
  receivedBefore(tx, {
    integrationId,
    externalId: `reply:${id}`,
    targetExternalId: replyToExternalId,
    event: JSON.stringify(reply),
  });
}

/** The message answered is here now: the reply names it by our id from here on. */
export function linkReply(tx: AccountTx, { messageId }: EarlyReply, replied: MessageRow): void {
  const row = tx.db.select().from(messages).where(eq(messages.id, messageId)).limit(1).get();
  if (row === undefined || row.replyTo !== replied.externalId) return;
  const change = { replyTo: replied.id, updatedAt: tx.now };
  tx.db.update(messages).set(change).where(eq(messages.seq, row.seq)).run();
  publishMessage(tx, { ...row, ...change });
}
