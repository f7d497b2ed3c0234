import { index, integer, real, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** An emoji, null to take ours back; `was` is our reaction before it. */
export interface OutgoingReaction {
  emoji: string | null;
  was: { emoji: string | null; by: string } | null;
}

/** Sends that have to leave. The row is deleted once the message's fate is known; `sending` rows found at wake-up become `unknown`. */
export const outbox = sqliteTable(
  "outbox",
  {
    /** Order of sending. */
    seq: integer().primaryKey({ autoIncrement: true }),
    messageId: text("message_id").notNull(),
    conversationId: text("conversation_id").notNull(),
    integrationId: text("integration_id").notNull(),
    /** To send the message, or to react to it. */
    action: text({ enum: ["send", "react"] })
      .notNull()
      .default("send"),
    /** Of a reaction: what is sent, and what stood before and stands again should it fail. */
    reaction: text({ mode: "json" }).$type<OutgoingReaction>(),
    state: text({ enum: ["queued", "sending"] }).notNull(),
    attempts: integer().notNull().default(0),
    /** Earliest next try, ms since the epoch. */
    dueAt: integer("due_at").notNull(),
    createdAt: integer("created_at").notNull(),
  },
  (t) => [
    index("outbox_due").on(t.state, t.dueAt),
    index("outbox_conversation").on(t.conversationId, t.seq),
    index("outbox_message").on(t.messageId),
  ],
);
export type OutboxRow = typeof outbox.$inferSelect;

/** Token buckets that pace sending: one per (number, recipient) pair and one per number. */
export const sendBuckets = sqliteTable("send_buckets", {
  key: text().primaryKey(),
  tokens: real().notNull(),
  updatedAt: integer("updated_at").notNull(),
});
