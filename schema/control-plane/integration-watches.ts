import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/**
 * When each integration is checked again by itself, and what of its trouble is known that is not yet worth telling. One row per integration,
 * made and deleted with it. Times are ms since the epoch.
 */
export const integrationWatches = sqliteTable(
  "integration_watches",
  {
    tenantId: text("tenant_id").notNull(),
    integrationId: text("integration_id").notNull(),
    /** When it is checked next. While a check of it is on its way: until when nobody sends another. */
    dueAt: integer("due_at").notNull(),
    /** Checks that failed one after another. */
    failures: integer().notNull().default(0),
    failingSince: integer("failing_since"),
    /** What the last of them was answered. */
    reason: text(),
    /** When people were told of the trouble there is; null while they need not know. */
    toldAt: integer("told_at"),
    /** Of the end of its credentials people were told so many days before; null: not yet of this end. */
    expiryTold: integer("expiry_told"),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.integrationId] }), index("integration_watches_due").on(t.dueAt)],
);
export type IntegrationWatchRow = typeof integrationWatches.$inferSelect;
