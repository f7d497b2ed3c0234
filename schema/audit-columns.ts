import { integer, text } from "drizzle-orm/sqlite-core";

/** Columns of a row of an audit log beside its key, in either store. Rows from before the chain (audit-chain.ts) have no number. */
export function auditColumns() {
  return {
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
  };
}
