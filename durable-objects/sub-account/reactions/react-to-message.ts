import { and, eq } from "drizzle-orm";
import { type Actor, authorOf, requireCapability } from "../../../schema/actor.ts";
import { type Message, ReactToMessage } from "../../../schema/contracts/messages.ts";
import { messages, type MessageRow, outbox, reactions } from "../../../schema/data-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { parseInput } from "../../kit/parse-input.ts";
import { type Account, type AccountTx, transaction } from "../account.ts";
import { assertSendable } from "../conversations/assert-sendable.ts";
import { readConversation } from "../conversations/read-conversation.ts";
import { publishMessage, readMessageDocument } from "../documents/message.ts";
import { react } from "../message-changes/react.ts";

export interface MessageReaction {
  conversationId: string;
  messageId: string;
  /** null takes the business's reaction back. */
  emoji: string | null;
}

/**
 * Puts the business's reaction to a message, or takes it back: shown at once, sent through the outbox, and taken back on the screen should
 * that fail. A business has one reaction a message, whoever of its people puts it. Throws `forbidden`, `not_found`, `invalid`, `conflict` (the
 * message is a note, was taken back, or is not at the provider), `channel_unavailable`, `window_closed`.
 */
export function reactToMessage(
  account: Account,
  actor: Actor,
  { conversationId, messageId, emoji: given }: MessageReaction,
): Message {
  requireCapability(actor, "sendMessages");
  const emoji = given === null ? null : parseInput(ReactToMessage, { emoji: given }).emoji;
  return transaction(account, actor, (tx) => {
    const conversation = readConversation(tx, conversationId);
    const row = tx.db
      .select()
      .from(messages)
      .where(and(eq(messages.id, messageId), eq(messages.conversationId, conversationId)))
      .limit(1)
      .get();
    if (row === undefined) throw new TrellisError("not_found");
    if (row.private || row.deletedAt !== null || row.externalId === null)
      throw new TrellisError("conflict", { message: "Only a message that the customer can see takes a reaction." });
    const held = ourReaction(tx, messageId);
    if ((held?.emoji ?? null) === emoji) return readMessageDocument(tx.db, row);
    assertSendable(tx, conversation);
    // Ours is the newest there is: a clock of the provider's that is ahead must not win over what a person does now.
    const at = Math.max(tx.now, (held?.at ?? 0) + 1);
    react(tx, row, { direction: "out", emoji, at, userId: authorOf(actor).id }, conversation.contactId);
    queueReaction(tx, row, { emoji, was: held === undefined ? null : { emoji: held.emoji, by: held.by } });
    tx.audit({
      action: emoji === null ? "message.reaction_removed" : "message.reacted",
      entity: "message",
      entityId: messageId,
      before: { emoji: held?.emoji ?? null },
      after: { emoji },
    });
    return publishMessage(tx, row);
  });
}

function ourReaction(tx: AccountTx, messageId: string) {
  const ours = and(eq(reactions.messageId, messageId), eq(reactions.who, "business"));
  return tx.db.select().from(reactions).where(ours).limit(1).get();
}

/** Only the newest counts: it takes the place of one that has not left yet. */
function queueReaction(
  tx: AccountTx,
  { id: messageId, conversationId, integrationId }: MessageRow,
  next: { emoji: string | null; was: { emoji: string | null; by: string } | null },
): void {
  const waiting = tx.db
    .select()
    .from(outbox)
    .where(and(eq(outbox.messageId, messageId), eq(outbox.action, "react"), eq(outbox.state, "queued")))
    .limit(1)
    .get();
  if (waiting === undefined) {
    tx.db
      .insert(outbox)
      .values({
        messageId,
        conversationId,
        integrationId,
        action: "react",
        reaction: next,
        state: "queued",
        dueAt: tx.now,
        createdAt: tx.now,
      })
      .run();
  } else {
    const reaction = { emoji: next.emoji, was: waiting.reaction?.was ?? null };
    tx.db.update(outbox).set({ reaction, attempts: 0, dueAt: tx.now }).where(eq(outbox.seq, waiting.seq)).run();
  }
  tx.wakeAt(tx.now);
}
