import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/**
 * Two contacts that were made one. The row stays for good: it says where an id that went away lives on. `record` holds what was before (JSON),
 * and is null once the merge can no longer be undone. Ids rise with time.
 */
export const merges = sqliteTable(
  "merges",
  {
    id: text().primaryKey(),
    winnerId: text("winner_id").notNull(),
    loserId: text("loser_id").notNull(),
    record: text(),
    at: integer().notNull(),
    undoneAt: integer("undone_at"),
  },
  (t) => [
    index("merges_winner").on(t.winnerId, t.id),
    index("merges_loser").on(t.loserId, t.id),
    index("merges_undoable")
      .on(t.at)
      .where(sql`${t.record} IS NOT NULL`),
  ],
);
export type MergeRow = typeof merges.$inferSelect;

/** By which id a message came, for those that came by an id a merge had brought: they go back with it. */
export const mergeArrivals = sqliteTable(
  "merge_arrivals",
  { messageId: text("message_id").primaryKey(), identityId: text("identity_id").notNull() },
  (t) => [index("merge_arrivals_identity").on(t.identityId)],
);

/** What is known of two contacts: a channel gave reason to think they are one person, or someone said that they are not. `aId` sorts first. */
export const contactPairs = sqliteTable(
  "contact_pairs",
  {
    aId: text("a_id").notNull(),
    bId: text("b_id").notNull(),
    verdict: text({ enum: ["suspected", "distinct"] }).notNull(),
    /** What the channel said, as shown to people. */
    detail: text().notNull().default(""),
    at: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.aId, t.bId] }),
    index("contact_pairs_b").on(t.bId),
    index("contact_pairs_suspected")
      .on(t.at)
      .where(sql`${t.verdict} = 'suspected'`),
  ],
);
