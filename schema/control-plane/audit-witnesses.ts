import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** When the newest row of a tenant's audit log is next noted in the log one level up. A row comes with each tenant, by trigger. ms since the epoch. */
export const auditWitnesses = sqliteTable(
  "audit_witnesses",
  { tenantId: text("tenant_id").primaryKey(), dueAt: integer("due_at").notNull() },
  (t) => [index("audit_witnesses_due").on(t.dueAt)],
);
