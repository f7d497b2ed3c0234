import { index, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { auditColumns } from "../audit-columns.ts";

/** Append-only by trigger, and a chain (schema/audit-chain.ts). The tenant is the one acted on. Rows from before the chain have no number. */
export const audit = sqliteTable(
  "audit",
  {
    tenantId: text("tenant_id").notNull(),
    id: text().notNull(),
    ...auditColumns(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("audit_at").on(t.tenantId, t.at),
    uniqueIndex("audit_seq").on(t.tenantId, t.seq),
    index("audit_entity").on(t.tenantId, t.entityId, t.at),
  ],
);
