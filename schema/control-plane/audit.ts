import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/** Append-only by trigger, and a chain (schema/audit-chain.ts). The tenant is the one acted on. Rows from before the chain have no number. */
export const audit = sqliteTable(
  "audit",
  {
    tenantId: text("tenant_id").notNull(),
    id: text().notNull(),
    at: integer().notNull(),
    actorType: text("actor_type").notNull(),
    actorId: text("actor_id").notNull(),
    actorName: text("actor_name").notNull(),
    action: text().notNull(),
    entity: text().notNull(),
    entityId: text("entity_id").notNull(),
    /** JSON, read as the text it is: what is shown is what was hashed. */
    before: text(),
    after: text(),
    requestId: text("request_id"),
    impersonatorId: text("impersonator_id"),
    impersonatorName: text("impersonator_name"),
    via: text().notNull().default(""),
    seq: integer(),
    prevHash: text("prev_hash"),
    hash: text(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("audit_at").on(t.tenantId, t.at),
    uniqueIndex("audit_seq").on(t.tenantId, t.seq),
    index("audit_entity").on(t.tenantId, t.entityId, t.at),
  ],
);
