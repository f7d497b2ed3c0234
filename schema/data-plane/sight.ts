import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/**
 * What left somebody's sight with a change: it was taken from them, or is gone. Written by triggers, whoever does it, with `seq` 0 until the
 * transaction ends. Whoever sees only what is assigned to them is told so with that change, also when it is replayed. Trimmed with the feed.
 */
export const sightLosses = sqliteTable(
  "sight_losses",
  {
    seq: integer().notNull(),
    userId: text("user_id").notNull(),
    entity: text({ enum: ["contact", "conversation", "message"] }).notNull(),
    entityId: text("entity_id").notNull(),
  },
  (t) => [primaryKey({ columns: [t.seq, t.userId, t.entity, t.entityId] })],
);
