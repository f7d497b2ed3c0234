import { and, eq } from "drizzle-orm";
import { type Actor, requireCapability } from "../../../schema/actor.ts";
import type { Message } from "../../../schema/contracts/messages.ts";
import { type ConversationRow, messages, type MessageRow, outbox } from "../../../schema/data-plane/index.ts";
import { isTrellisError, TrellisError } from "../../../schema/errors.ts";
import { type Account, type AccountTx, transaction } from "../account.ts";
import { publishConversation } from "../documents/conversation.ts";
import { publishMessage } from "../documents/message.ts";
import { requireApproved } from "../templates/template-to-send.ts";
import { assertConnected, assertSendable } from "./assert-sendable.ts";
import { readConversation } from "./read-conversation.ts";
import { queue } from "./send-message.ts";

/** Attempts whose late statuses are still told apart. */
const PAST_IDS_MAX = 20;

/**
 * Sends a failed message again, or one whose fate nobody knows: the one act that lowers a status, and only a person's. The provider's id of
 * the old attempt is remembered so that its late statuses are not taken for the new one's. Throws `forbidden`, `not_found`, `conflict` (the
 * message is neither failed nor unknown, or its template may not be sent any more), `channel_unavailable`, `window_closed`.
 */
export function retryMessage(
  account: Account,
  actor: Actor,
  { conversationId, messageId }: { conversationId: string; messageId: string },
): Message {
  requireCapability(actor, "sendMessages");
  return transaction(account, actor, (tx) => {
    const conversation = readConversation(tx, conversationId);
    const before = tx.db
      .select()
      .from(messages)
      .where(and(eq(messages.id, messageId), eq(messages.conversationId, conversationId)))
      .limit(1)
      .get();
    if (before === undefined) throw new TrellisError("not_found");
    if (before.direction !== "out" || before.private || (before.status !== "failed" && before.status !== "unknown")) {
      throw new TrellisError("conflict", {
        message: "Only a message that failed, or whose fate is unknown, can be sent again.",
      });
    }
    assertMayLeave(tx, conversation, before);
    const past = before.pastExternalIds ?? [];
    const next: MessageRow = {
      ...before,
      status: "queued",
      error: null,
      externalId: null,
      pastExternalIds: before.externalId === null ? past : [...past, before.externalId].slice(-PAST_IDS_MAX),
      updatedAt: tx.now,
    };
    const { status, error, externalId, pastExternalIds, updatedAt } = next;
    tx.db
      .update(messages)
      .set({ status, error, externalId, pastExternalIds, updatedAt })
      .where(eq(messages.seq, before.seq))
      .run();
    tx.db
      .delete(outbox)
      .where(and(eq(outbox.messageId, messageId), eq(outbox.action, "send")))
      .run();
    queue(tx, next);
    const message = publishMessage(tx, next);
    if (conversation.lastMessageId === messageId) publishConversation(tx, conversationId);
    tx.activity({
      contactId: conversation.contactId,
      conversationId,
      type: "message.retried",
      detail: { messageId, was: before.status },
    });
    tx.audit({
      action: "message.retried",
      entity: "message",
      entityId: messageId,
      before: { status: before.status, externalId: before.externalId },
      after: { status },
    });
    return message;
  });
}

/** A template needs no open window, but its provider's approval still. */
function assertMayLeave(tx: AccountTx, conversation: ConversationRow, { content }: MessageRow): void {
  const template = content?.template;
  if (template === undefined) return assertSendable(tx, conversation);
  assertConnected(tx, conversation);
  try {
    requireApproved(tx, conversation, template);
  } catch (error) {
    if (!isTrellisError(error)) throw error;
    throw new TrellisError("conflict", { message: error.message });
  }
}
