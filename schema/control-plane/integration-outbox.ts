import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/**
 * What the accounts' objects still have to be told: written in the batch that changes an integration, deleted when the object has
 * acknowledged. Holds no content: what to tell is read when it is told, and an integration that is gone by then is removed.
 */
export const integrationOutbox = sqliteTable(
  "integration_outbox",
  {
    tenantId: text("tenant_id").notNull(),
    integrationId: text("integration_id").notNull(),
    /** The desired version of the newest change. */
    version: integer().notNull(),
    attempts: integer().notNull().default(0),
    /** When the sweep may take it up, ms since the epoch: the request that wrote it tries first. */
    dueAt: integer("due_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.integrationId] }), index("integration_outbox_due").on(t.dueAt)],
);
export type IntegrationOutboxRow = typeof integrationOutbox.$inferSelect;
