import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { CHANNELS } from "../channels.ts";
import { CONVERSATION_STATUSES } from "../contracts/conversations.ts";
import { MESSAGE_STATUSES, type Author, type MessageError } from "../contracts/messages.ts";
import type { MessageContent } from "../contracts/message-content.ts";
import { contacts } from "./contacts.ts";

/** One conversation per contact and connected number. */
export const conversations = sqliteTable(
  "conversations",
  {
    id: text().primaryKey(),
    channel: text({ enum: CHANNELS }).notNull(),
    integrationId: text("integration_id").notNull(),
    contactId: text("contact_id")
      .notNull()
      .references(() => contacts.id),
    status: text({ enum: CONVERSATION_STATUSES }).notNull(),
    assignee: text(),
    labels: text({ mode: "json" })
      .$type<string[]>()
      .notNull()
      .default(sql`'[]'`),
    unread: integer().notNull().default(0),
    lastMessageAt: integer("last_message_at").notNull(),
    lastMessageId: text("last_message_id"),
    windowExpiresAt: integer("window_expires_at"),
    /** The id the person last wrote here by: of several numbers, replies go to that one. */
    identityId: text("identity_id"),
    sandbox: integer({ mode: "boolean" }).notNull(),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (t) => [
    uniqueIndex("conversations_person").on(t.contactId, t.integrationId),
    index("conversations_recent").on(t.lastMessageAt, t.id),
    index("conversations_status").on(t.status, t.lastMessageAt, t.id),
    index("conversations_assignee").on(t.assignee, t.status, t.lastMessageAt, t.id),
    index("conversations_labelled")
      .on(t.labels)
      .where(sql`${t.labels} <> '[]'`),
  ],
);
export type ConversationRow = typeof conversations.$inferSelect;

export const messages = sqliteTable(
  "messages",
  {
    /** Arrival order in this account; breaks ties between equal provider times. */
    seq: integer().primaryKey({ autoIncrement: true }),
    id: text().notNull(),
    conversationId: text("conversation_id")
      .notNull()
      .references(() => conversations.id),
    integrationId: text("integration_id").notNull(),
    direction: text({ enum: ["in", "out"] }).notNull(),
    type: text().notNull(),
    private: integer({ mode: "boolean" }).notNull().default(false),
    text: text(),
    status: text({ enum: MESSAGE_STATUSES }).notNull(),
    error: text({ mode: "json" }).$type<MessageError>(),
    externalId: text("external_id"),
    /** The provider's ids of attempts a person has retried since: their late statuses no longer speak of this message. */
    pastExternalIds: text("past_external_ids", { mode: "json" }).$type<string[]>(),
    clientId: text("client_id"),
    author: text({ mode: "json" }).$type<Author>().notNull(),
    replyTo: text("reply_to"),
    placeholder: text(),
    content: text({ mode: "json" }).$type<MessageContent>(),
    /** What an edited message said at first. */
    originalText: text("original_text"),
    editedAt: integer("edited_at"),
    /** Taken back: the row stays, without text, content, raw, reactions and attachments. */
    deletedAt: integer("deleted_at"),
    raw: text(),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (t) => [
    uniqueIndex("messages_id").on(t.id),
    uniqueIndex("messages_external").on(t.integrationId, t.externalId),
    // What customers write has no client id: an index without those rows spares each arrival.
    uniqueIndex("messages_client")
      .on(t.clientId)
      .where(sql`${t.clientId} IS NOT NULL`),
    index("messages_thread").on(t.conversationId, t.createdAt, t.seq),
  ],
);
export type MessageRow = typeof messages.$inferSelect;

/** A status that arrived before the message it speaks of. Taken up when that message gets its external id. */
export const earlyStatuses = sqliteTable(
  "early_statuses",
  {
    integrationId: text("integration_id").notNull(),
    externalId: text("external_id").notNull(),
    status: text({ enum: MESSAGE_STATUSES }).notNull(),
    error: text({ mode: "json" }).$type<MessageError>(),
    at: integer().notNull(),
  },
  (t) => [uniqueIndex("early_statuses_key").on(t.integrationId, t.externalId), index("early_statuses_at").on(t.at)],
);
