import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/**
 * Signed tickets of the ways to sign in that were used: each works once, which its primary key decides. One whose own time is over (ms since
 * the epoch) need not be remembered.
 */
export const spentTickets = sqliteTable(
  "spent_tickets",
  { id: text().primaryKey(), expiresAt: integer("expires_at").notNull() },
  (t) => [index("spent_tickets_expires").on(t.expiresAt)],
);
