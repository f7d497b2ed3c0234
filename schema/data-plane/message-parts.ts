import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { ATTACHMENT_STATES, ATTACHMENT_TYPES, type MessageError } from "../contracts/messages.ts";

/**
 * A file of a message, and the job of having it here. `pending` ones are fetched from the provider when `dueAt` has come; `erasing` ones
 * belong to a message taken back or erased: their bytes have yet to go, and the row goes with them. Deliberately no foreign key, so that
 * such a row outlives its message.
 */
export const attachments = sqliteTable(
  "attachments",
  {
    id: text().primaryKey(),
    /** Null for an upload that no message carries yet. */
    messageId: text("message_id"),
    conversationId: text("conversation_id").notNull(),
    integrationId: text("integration_id").notNull(),
    position: integer().notNull(),
    type: text({ enum: ATTACHMENT_TYPES }).notNull(),
    name: text().notNull().default(""),
    mimeType: text("mime_type").notNull().default(""),
    size: integer().notNull().default(0),
    voice: integer({ mode: "boolean" }).notNull().default(false),
    durationMs: integer("duration_ms"),
    width: integer(),
    height: integer(),
    state: text({ enum: [...ATTACHMENT_STATES, "erasing"] }).notNull(),
    error: text({ mode: "json" }).$type<MessageError>(),
    /** The provider's id and address of it; neither leaves the object. */
    mediaId: text("media_id"),
    sourceUrl: text("source_url"),
    /** The digest the provider announced, as it wrote it. */
    sha256: text(),
    r2Key: text("r2_key"),
    /** The whole of something small, instead of an object in R2. */
    inline: text(),
    attempts: integer().notNull().default(0),
    /** When the job is due next, ms since the epoch; null when there is nothing to do. */
    dueAt: integer("due_at"),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (t) => [
    index("attachments_message").on(t.messageId, t.position),
    index("attachments_due")
      .on(t.dueAt)
      .where(sql`${t.dueAt} IS NOT NULL`),
    index("attachments_conversation").on(t.conversationId),
  ],
);
export type AttachmentRow = typeof attachments.$inferSelect;

/** Who reacted to a message with what: the newest of the customer and of the business. `emoji` null remembers that it was taken back, and when. */
export const reactions = sqliteTable(
  "reactions",
  {
    messageId: text("message_id").notNull(),
    /** All who speak for the business are one to a provider. */
    who: text({ enum: ["contact", "business"] }).notNull(),
    /** The contact's id, a user's id, or `business`. */
    by: text().notNull(),
    emoji: text(),
    /** The provider's time, ms since the epoch. */
    at: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.messageId, t.who] })],
);
export type ReactionRow = typeof reactions.$inferSelect;

/** A reaction, edit or deletion that was received: waiting for its message (`appliedAt` null), or kept so that a redelivery changes nothing. */
export const messageChanges = sqliteTable(
  "message_changes",
  {
    /** Order of arrival. */
    seq: integer().primaryKey({ autoIncrement: true }),
    integrationId: text("integration_id").notNull(),
    externalId: text("external_id").notNull(),
    targetExternalId: text("target_external_id").notNull(),
    /** The event as it came, JSON; null once applied. */
    event: text(),
    appliedAt: integer("applied_at"),
    /** When it was received, ms since the epoch. */
    at: integer().notNull(),
  },
  (t) => [
    uniqueIndex("message_changes_key").on(t.integrationId, t.externalId),
    index("message_changes_waiting")
      .on(t.integrationId, t.targetExternalId)
      .where(sql`${t.appliedAt} IS NULL`),
    index("message_changes_at").on(t.at),
  ],
);
