import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/**
 * How far the full-text index of a table has come that held rows before it had one: rowids from `next` to `last` are not in it yet. No row
 * here: the index is whole. The indexes themselves are virtual tables, written by hand in the migrations and kept by triggers.
 */
export const searchBackfill = sqliteTable("search_backfill", {
  /** The table that is searched. */
  table: text().primaryKey(),
  next: integer().notNull(),
  last: integer().notNull(),
});

/**
 * Rows that changed since their index was last brought up to date, which a search does before it asks, and the alarm soon after a write: entering
 * many at once costs a tenth of entering each in its own transaction. Triggers write it.
 */
export const searchWaiting = sqliteTable(
  "search_waiting",
  {
    table: text().notNull(),
    /** The row's rowid. */
    row: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.table, t.row] })],
);
