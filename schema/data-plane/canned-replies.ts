import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/** Answers written once and used often. At most CANNED_REPLIES_MAX of them. */
export const cannedReplies = sqliteTable(
  "canned_replies",
  {
    id: text().primaryKey(),
    /** Lower case. */
    shortcut: text().notNull(),
    title: text().notNull(),
    /** Liquid, see schema/canned/reply-template.ts. */
    text: text().notNull(),
    /** How often one was put into a composer. */
    uses: integer().notNull().default(0),
    createdBy: text("created_by").notNull(),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (t) => [
    uniqueIndex("canned_replies_shortcut").on(sql`${t.shortcut} COLLATE NOCASE`),
    index("canned_replies_title").on(sql`${t.title} COLLATE NOCASE`, t.id),
    index("canned_replies_uses").on(t.uses, t.id),
    index("canned_replies_updated").on(t.updatedAt, t.id),
  ],
);
export type CannedReplyRow = typeof cannedReplies.$inferSelect;
