import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

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
