import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** Kinds of outside id. `door` is an integration's own webhook address, the others are Meta's. */
export const OUTSIDE_ID_KINDS = ["phone_number_id", "waba", "instagram_account_id", "door"] as const;

/** One owner per outside id. `ownApp` ids are routed only by the integration's own door, the others only by the platform's. */
export const outsideIds = sqliteTable(
  "outside_ids",
  {
    kind: text({ enum: OUTSIDE_ID_KINDS }).notNull(),
    outsideId: text("outside_id").notNull(),
    tenantId: text("tenant_id").notNull(),
    integrationId: text("integration_id").notNull(),
    ownApp: integer("own_app", { mode: "boolean" }).notNull(),
    createdAt: integer("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.kind, t.outsideId] }),
    index("outside_ids_integration").on(t.tenantId, t.integrationId),
  ],
);
export type OutsideIdRow = typeof outsideIds.$inferSelect;

/** Webhook items that could not be routed. The raw slice lies in R2 under `rawKey`. */
export const quarantine = sqliteTable(
  "quarantine",
  {
    id: text().primaryKey(),
    channel: text().notNull(),
    door: text().notNull(),
    outsideId: text("outside_id"),
    reason: text().notNull(),
    items: integer().notNull(),
    rawKey: text("raw_key").notNull(),
    receivedAt: integer("received_at").notNull(),
  },
  (t) => [index("quarantine_received").on(t.receivedAt), index("quarantine_door").on(t.door)],
);
