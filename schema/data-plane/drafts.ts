import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { DRAFT_MODES } from "../draft-limits.ts";
import { conversations } from "./conversations.ts";

/** What a person is writing and has not sent: nobody else ever reads it. One per conversation and mode. */
export const drafts = sqliteTable(
  "drafts",
  {
    /** Every write takes a new one and none comes twice, also after a draft was deleted: it is the draft's version. */
    version: integer().primaryKey({ autoIncrement: true }),
    userId: text("user_id").notNull(),
    conversationId: text("conversation_id")
      .notNull()
      .references(() => conversations.id),
    mode: text({ enum: DRAFT_MODES }).notNull(),
    text: text().notNull(),
    replyTo: text("reply_to"),
    /** Ids of uploads. */
    attachments: text({ mode: "json" }).$type<string[]>().notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (t) => [
    uniqueIndex("drafts_person").on(t.userId, t.conversationId, t.mode),
    index("drafts_conversation").on(t.conversationId),
    index("drafts_updated").on(t.updatedAt),
  ],
);
export type DraftRow = typeof drafts.$inferSelect;
