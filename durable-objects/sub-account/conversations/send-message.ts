import { eq } from "drizzle-orm";
import { type Actor, authorOf, requireCapability } from "../../../schema/actor.ts";
import { type Channel, CHANNEL_RULES, textOverflow } from "../../../schema/channels.ts";
import type { MessageContent } from "../../../schema/contracts/message-content.ts";
import { type Message, SendMessage } from "../../../schema/contracts/messages.ts";
import type { TemplateSend } from "../../../schema/contracts/template-shape.ts";
import {
  type AttachmentRow,
  conversations,
  type ConversationRow,
  messages,
  type MessageRow,
  outbox,
} from "../../../schema/data-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { newId } from "../../../schema/ids.ts";
import { parseInput } from "../../kit/parse-input.ts";
import { type Account, type AccountTx, transaction } from "../account.ts";
import { publishConversation } from "../documents/conversation.ts";
import { publishMessage, readMessageDocument } from "../documents/message.ts";
import { previewText } from "../documents/preview-text.ts";
import { assertCarries, attach, uploadToSend } from "../media/attach-upload.ts";
import { useDraft } from "../drafts/use-draft.ts";
import { templateToSend } from "../templates/template-to-send.ts";
import { assertInThread } from "./assert-in-thread.ts";
import { assertConnected, assertSendable } from "./assert-sendable.ts";
import { readConversation } from "./read-conversation.ts";

/**
 * Writes a reply, or with `private` a note the customer never sees. The same `clientId` again answers the message already made, with
 * `created: false`. A reply leaves through the outbox, whose row commits with it. Throws `forbidden`, `not_found`, `invalid`, `conflict` (the
 * client id is taken by another message), `channel_unavailable`, `window_closed` (never for a template).
 */
export function sendMessage(
  account: Account,
  actor: Actor,
  { conversationId, ...input }: SendMessage & { conversationId: string },
): { message: Message; created: boolean } {
  requireCapability(actor, "sendMessages");
  const given = parseInput(SendMessage, input);
  return transaction(account, actor, (tx) => writeMessage(tx, readConversation(tx, conversationId), given));
}

/** The same within a transaction that does more. `given` has been read by its contract. */
export function writeMessage(
  tx: AccountTx,
  conversation: ConversationRow,
  given: SendMessage,
): { message: Message; created: boolean } {
  const { clientId, draft, private: isNote, replyTo, template } = given;
  const { id: conversationId } = conversation;
  const made = tx.db.select().from(messages).where(eq(messages.clientId, clientId)).limit(1).get();
  if (made !== undefined) {
    if (!isSame(made, conversation, given)) throw new TrellisError("conflict", { field: "clientId" });
    return { message: readMessageDocument(tx.db, made), created: false };
  }
  const written = template === undefined ? freeForm(tx, conversation, given) : fromTemplate(tx, conversation, template);
  const { content, files, text, type } = written;
  if (replyTo !== undefined) assertInThread(tx, conversation, replyTo);
  const row = insertMessage(tx, conversation, { clientId, text, isNote, type, replyTo, content });
  for (const file of files) attach(tx, file, row);
  useDraft(tx, { conversationId, version: draft });
  if (!isNote) queue(tx, row);
  moveConversation(tx, conversation, row);
  const message = publishMessage(tx, row, "created");
  publishConversation(tx, conversationId);
  tx.activity({
    contactId: conversation.contactId,
    conversationId,
    type: isNote ? "message.noted" : "message.sent",
    detail: { messageId: row.id, channel: conversation.channel, preview: previewText(row) },
  });
  tx.audit({
    action: isNote ? "message.noted" : "message.sent",
    entity: "message",
    entityId: row.id,
    after: {
      conversationId,
      clientId,
      text,
      ...(template === undefined ? {} : { template: { name: template.name, language: template.language } }),
      ...(files.length === 0 ? {} : { attachments: files.map(({ id }) => id) }),
    },
  });
  return { message, created: true };
}

function isSame(made: MessageRow, { id }: ConversationRow, { private: isNote, template, text }: SendMessage): boolean {
  if (made.conversationId !== id || made.private !== isNote) return false;
  const before = made.content?.template;
  return template === undefined
    ? before === undefined && (made.text ?? "") === text
    : before?.name === template.name && before.language === template.language;
}

/** What a message will hold, every rule of its channel checked. */
interface Written {
  text: string;
  type: string;
  files: AttachmentRow[];
  content?: MessageContent;
}

function freeForm(
  tx: AccountTx,
  conversation: ConversationRow,
  { attachments: uploads = [], private: isNote, text }: SendMessage,
): Written {
  if (!isNote) {
    assertFits(conversation.channel, text);
    assertSendable(tx, conversation);
  }
  const files = uploads.map((id) => uploadToSend(tx, id));
  if (!isNote) for (const file of files) assertCarries(conversation, file, text);
  return { text, type: files[0]?.type ?? "text", files };
}

function fromTemplate(tx: AccountTx, conversation: ConversationRow, template: TemplateSend): Written {
  assertConnected(tx, conversation);
  const { file, sent, text } = templateToSend(tx, conversation, template);
  return { text, type: "template", files: file === undefined ? [] : [file], content: { template: sent } };
}

/** Each channel has a limit of its own, which the contract's one limit cannot know. */
function assertFits(channel: Channel, text: string): void {
  const over = textOverflow(channel, text);
  if (over === 0) return;
  const { name, text: limit } = CHANNEL_RULES[channel];
  const counted = limit.unit === "bytes" ? " (accented letters and emoji count for 2 to 4)" : "";
  const message = `${name} takes at most ${limit.max} ${limit.unit} in a message${counted}: this is ${over} too long.`;
  throw new TrellisError("invalid", { field: "text", message });
}

interface NewMessage {
  clientId: string;
  text: string;
  isNote: boolean;
  type: string;
  replyTo?: string | null | undefined;
  content?: MessageContent | undefined;
}

function insertMessage(
  tx: AccountTx,
  { id: conversationId, integrationId }: ConversationRow,
  { clientId, text, isNote, type, replyTo = null, content }: NewMessage,
): MessageRow {
  return tx.db
    .insert(messages)
    .values({
      id: newId("message"),
      conversationId,
      integrationId,
      direction: "out",
      type: isNote ? "note" : type,
      private: isNote,
      text: text === "" ? null : text,
      // A note has nowhere to go: it is where it belongs at once.
      status: isNote ? "sent" : "queued",
      clientId,
      author: authorOf(tx.actor),
      replyTo,
      ...(content === undefined ? {} : { content }),
      createdAt: tx.now,
      updatedAt: tx.now,
    })
    .returning()
    .get();
}

/** Puts a message on its way out; the alarm takes it from there. */
export function queue(tx: AccountTx, { id: messageId, conversationId, integrationId }: MessageRow): void {
  tx.db
    .insert(outbox)
    .values({ messageId, conversationId, integrationId, state: "queued", dueAt: tx.now, createdAt: tx.now })
    .run();
  tx.wakeAt(tx.now);
}

/** A person who replies has read what came before; a note says nothing of the kind. */
function moveConversation(tx: AccountTx, conversation: ConversationRow, message: MessageRow): void {
  const isNewest = conversation.lastMessageId === null || message.createdAt >= conversation.lastMessageAt;
  tx.db
    .update(conversations)
    .set({
      lastMessageAt: Math.max(conversation.lastMessageAt, message.createdAt),
      ...(isNewest ? { lastMessageId: message.id } : {}),
      ...(message.private || tx.actor.kind !== "user" ? {} : { unread: 0 }),
      updatedAt: tx.now,
    })
    .where(eq(conversations.id, conversation.id))
    .run();
}
