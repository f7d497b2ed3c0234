import { eq, sql } from "drizzle-orm";
import { CHANNEL_RULES } from "../../../schema/channels.ts";
import { type Author, statusRank } from "../../../schema/contracts/messages.ts";
import {
  type ContactRow,
  conversations,
  type ConversationRow,
  mergeArrivals,
  messages,
  type MessageRow,
} from "../../../schema/data-plane/index.ts";
import { newId } from "../../../schema/ids.ts";
import {
  INBOUND_RAW_MAX_CHARACTERS,
  INBOUND_TEXT_MAX_CHARACTERS,
  type InboundMessage,
} from "../../../schema/inbound/event.ts";
import { prepared } from "../../kit/prepared.ts";
import type { AccountDatabase } from "../account.ts";
import { findOrCreateConversation } from "../conversations/find-or-create.ts";
import { cutText } from "../documents/cut-text.ts";
import { messageDocument } from "../documents/message.ts";
import { previewText } from "../documents/preview-text.ts";
import { awaitReplied } from "../message-changes/link-reply.ts";
import { takeWaitingChanges } from "../message-changes/receive-change.ts";
import { askProfile } from "../profiles/ask-profile.ts";
import { resolvePerson } from "../people/resolve-person.ts";
import { takeEarlyStatus } from "../statuses/early-statuses.ts";
import { adoptEcho } from "./adopt-echo.ts";
import { fillPlaceholder } from "./fill-placeholder.ts";
import { touchIn, type IngestRun } from "./run.ts";
import { recordReferral, sourceOf } from "./record-referral.ts";
import { storeAttachments } from "./store-attachments.ts";
import { messageByExternalId } from "../conversations/message-by-external-id.ts";

const CUT_MARK = "… (cut: the original is longer)";
const TYPE_MAX_CHARACTERS = 60;
/** A placeholder may quote a whole edited text. */
const PLACEHOLDER_MAX_CHARACTERS = 2_500;

/** Stores one message with all it entails. Answers false, having changed nothing, when it is here already. */
export function storeMessage(run: IngestRun, event: InboundMessage): boolean {
  const { tx } = run;
  const known = idByExternal(run, event.integrationId, event.externalId);
  if (known !== undefined) return fillPlaceholder(run, known, event);
  if (event.mayBeOurs === true && adoptEcho(run, event)) return false;

  const at = providerTime(event.at, tx.now);
  const person = resolvePerson(tx, event.person, sourceOf(event));
  const author = authorOf(event, person.contact);
  const { conversation, created } = findOrCreateConversation(
    tx,
    {
      contactId: person.contact.id,
      integrationId: event.integrationId,
      channel: event.channel,
      isSandbox: () => run.isSandbox(event.integrationId),
    },
    event.direction === "in"
      ? { at, by: { type: "contact", id: person.contact.id, name: person.contact.name } }
      : { at },
  );
  const row = insertMessage(run, event, { at, author, conversationId: conversation.id });
  if (row.replyTo !== null && row.replyTo === event.replyToExternalId) awaitReplied(tx, row, row.replyTo);
  const attachments = storeAttachments(tx, row, event.attachments ?? []);
  moveConversation(run, conversation, row, {
    counts: event.past !== true && event.system !== true,
    identityId: person.by?.id ?? null,
  });
  const { by } = person;
  if (by !== undefined && by.mergeId !== null)
    tx.db.insert(mergeArrivals).values({ messageId: row.id, identityId: by.id }).run();

  tx.change("message", "created", row.id, messageDocument(row, { attachments, reactions: [] }));
  tx.activity({
    contactId: person.contact.id,
    conversationId: conversation.id,
    type: event.direction === "in" ? "message.received" : "message.echoed",
    detail: {
      messageId: row.id,
      channel: event.channel,
      preview: previewText(row),
    },
    ...(event.direction === "in" ? { by: { type: "contact", id: person.contact.id, name: person.contact.name } } : {}),
  });
  if (event.content?.referral !== undefined) recordReferral(tx, person.contact.id, row, event.content.referral);
  takeWaitingChanges(tx, row, touchIn(run));
  if (created) run.touched.set(conversation.id, "created");
  else touchIn(run)(conversation.id);
  const trail = run.trail(event.integrationId);
  trail.messages.push(row.id);
  if (person.created) {
    trail.contacts.push(person.contact.id);
    askProfile(tx, person.contact.id, event);
  }
  return true;
}

/** A provider's clock may be ahead of ours: a message from the future would stay on top of the list and hold the window open. */
function providerTime(at: number, now: number): number {
  return Number.isFinite(at) && at > 0 ? Math.min(Math.trunc(at), now) : now;
}

function authorOf(event: InboundMessage, contact: ContactRow): Author {
  if (event.system === true)
    return { type: "system", id: event.integrationId, name: CHANNEL_RULES[event.channel].name };
  return event.direction === "in"
    ? { type: "contact", id: contact.id, name: contact.name }
    : { type: "business", id: event.integrationId, name: "Your business" };
}

function insertMessage(
  run: IngestRun,
  event: InboundMessage,
  { at, author, conversationId }: { at: number; author: Author; conversationId: string },
): MessageRow {
  const { tx } = run;
  const { integrationId, externalId, direction, replyToExternalId } = event;
  // Statuses speak of what the business sent: an echo may have been overtaken by its own.
  const early = direction === "out" ? takeEarlyStatus(tx, integrationId, externalId) : undefined;
  const isAhead = early !== undefined && statusRank(early.status) > statusRank("sent");
  return insertion(tx.db).get({
    id: newId("message"),
    conversationId,
    integrationId,
    direction,
    type: event.type.slice(0, TYPE_MAX_CHARACTERS),
    text: event.text === null ? null : cutText(event.text, INBOUND_TEXT_MAX_CHARACTERS, CUT_MARK),
    status: direction === "in" ? "received" : isAhead ? early.status : "sent",
    error: isAhead ? (early.error ?? null) : null,
    externalId,
    author,
    replyTo:
      replyToExternalId === undefined
        ? null
        : (idByExternal(run, integrationId, replyToExternalId) ?? replyToExternalId),
    placeholder: event.placeholder === undefined ? null : cutText(event.placeholder, PLACEHOLDER_MAX_CHARACTERS),
    content: event.content ?? null,
    raw: event.raw?.slice(0, INBOUND_RAW_MAX_CHARACTERS) ?? null,
    createdAt: at,
    updatedAt: tx.now,
  } satisfies InsertedValues);
}

/** The columns an insert from a channel fills; the others have their defaults. */
type InsertedValues = Omit<
  MessageRow,
  "seq" | "private" | "clientId" | "pastExternalIds" | "originalText" | "editedAt" | "deletedAt"
>;

const insertion = prepared((db: AccountDatabase) =>
  db
    .insert(messages)
    .values({
      id: sql.placeholder("id"),
      conversationId: sql.placeholder("conversationId"),
      integrationId: sql.placeholder("integrationId"),
      direction: sql.placeholder("direction"),
      type: sql.placeholder("type"),
      text: sql.placeholder("text"),
      status: sql.placeholder("status"),
      error: sql.placeholder("error"),
      externalId: sql.placeholder("externalId"),
      author: sql.placeholder("author"),
      replyTo: sql.placeholder("replyTo"),
      placeholder: sql.placeholder("placeholder"),
      content: sql.placeholder("content"),
      raw: sql.placeholder("raw"),
      createdAt: sql.placeholder("createdAt"),
      updatedAt: sql.placeholder("updatedAt"),
    })
    .returning()
    .prepare(),
);

function idByExternal({ tx }: IngestRun, integrationId: string, externalId: string): string | undefined {
  return messageByExternalId(tx.db).get({ integrationId, externalId })?.id;
}

/**
 * Newest time and message only move forward, whatever order things arrive in. Only a customer's own message counts as unread, opens the
 * reply window and reopens what was resolved; an echo of the business does none of these, nor does a chat's past that is handed over later
 * or a line of the provider's own.
 */
function moveConversation(
  { tx }: IngestRun,
  conversation: ConversationRow,
  message: MessageRow,
  { counts, identityId }: { counts: boolean; identityId: string | null },
): void {
  const isNewest = conversation.lastMessageId === null || message.createdAt >= conversation.lastMessageAt;
  const fromCustomer = message.direction === "in" && counts;
  const reopens = fromCustomer && conversation.status === "resolved";
  movement(tx.db).run({
    id: conversation.id,
    lastMessageAt: Math.max(conversation.lastMessageAt, message.createdAt),
    lastMessageId: isNewest ? message.id : conversation.lastMessageId,
    unread: conversation.unread + (fromCustomer ? 1 : 0),
    windowExpiresAt: fromCustomer
      ? Math.max(conversation.windowExpiresAt ?? 0, message.createdAt + CHANNEL_RULES[conversation.channel].windowMs)
      : conversation.windowExpiresAt,
    identityId: fromCustomer ? (identityId ?? conversation.identityId) : conversation.identityId,
    status: fromCustomer ? "open" : conversation.status,
    updatedAt: tx.now,
  });
  if (reopens) {
    const { contactId, id } = conversation;
    tx.activity({
      contactId,
      conversationId: id,
      type: "conversation.reopened",
      detail: { because: "customer_wrote" },
    });
  }
}

const movement = prepared((db: AccountDatabase) =>
  db
    .update(conversations)
    .set({
      lastMessageAt: sql`${sql.placeholder("lastMessageAt")}`,
      lastMessageId: sql`${sql.placeholder("lastMessageId")}`,
      unread: sql`${sql.placeholder("unread")}`,
      windowExpiresAt: sql`${sql.placeholder("windowExpiresAt")}`,
      identityId: sql`${sql.placeholder("identityId")}`,
      status: sql`${sql.placeholder("status")}`,
      updatedAt: sql`${sql.placeholder("updatedAt")}`,
    })
    .where(eq(conversations.id, sql.placeholder("id")))
    .prepare(),
);
