import { and, eq } from "drizzle-orm";
import type { MessageError } from "../../../schema/contracts/messages.ts";
import { type MessageRow, type OutboxRow, reactions } from "../../../schema/data-plane/index.ts";
import type { AccountTx } from "../account.ts";
import { conversationById } from "../documents/conversation.ts";
import { publishMessage } from "../documents/message.ts";

/** Puts back what stood before a reaction that did not reach the provider, unless something else stands by now, and says so on the timeline. */
export function revertReaction(
  tx: AccountTx,
  { reaction, conversationId }: OutboxRow,
  message: MessageRow,
  error: MessageError,
): void {
  const ours = and(eq(reactions.messageId, message.id), eq(reactions.who, "business"));
  const held = tx.db.select().from(reactions).where(ours).limit(1).get();
  if (reaction === null || held === undefined || held.emoji !== reaction.emoji) return;
  if (reaction.was === null) tx.db.delete(reactions).where(ours).run();
  else tx.db.update(reactions).set(reaction.was).where(ours).run();
  publishMessage(tx, message);
  const conversation = conversationById(tx.db).get({ id: conversationId });
  if (conversation === undefined) return;
  tx.activity({
    contactId: conversation.contactId,
    conversationId,
    type: "message.reaction_failed",
    detail: { messageId: message.id, emoji: reaction.emoji, reason: error.message, code: error.code },
  });
}
