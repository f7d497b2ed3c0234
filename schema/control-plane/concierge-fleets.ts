import { sql } from "drizzle-orm";
import { foreignKey, index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { FLEET_STATES } from "../contracts/fleets.ts";
import { tenants } from "./tenants.ts";

/** An agency's set-up of many clients at once: each has a session of its own. */
export const conciergeFleets = sqliteTable(
  "concierge_fleets",
  {
    tenantId: text("tenant_id")
      .notNull()
      .references(() => tenants.id),
    id: text().notNull(),
    /** Slugs; null: whatever each client may have. */
    modules: text({ mode: "json" }).$type<string[]>(),
    state: text({ enum: FLEET_STATES }).notNull(),
    /** Whose rights its sessions act with. */
    holderId: text("holder_id").notNull(),
    holderName: text("holder_name").notNull(),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] })],
);
export type ConciergeFleetRow = typeof conciergeFleets.$inferSelect;

/** One client of a fleet. */
export const conciergeFleetClients = sqliteTable(
  "concierge_fleet_clients",
  {
    tenantId: text("tenant_id").notNull(),
    fleetId: text("fleet_id").notNull(),
    clientId: text("client_id").notNull(),
    /** Its own session, once that has begun. */
    conciergeId: text("concierge_id"),
    /** Why none could begin. */
    trouble: text(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.fleetId, t.clientId] }),
    foreignKey({
      columns: [t.tenantId, t.fleetId],
      foreignColumns: [conciergeFleets.tenantId, conciergeFleets.id],
    }),
    // Those whose session has not begun: few, and gone from here as soon as it has.
    index("concierge_fleet_clients_left")
      .on(t.tenantId, t.fleetId)
      .where(sql`${t.conciergeId} IS NULL AND ${t.trouble} IS NULL`),
  ],
);
export type ConciergeFleetClientRow = typeof conciergeFleetClients.$inferSelect;
