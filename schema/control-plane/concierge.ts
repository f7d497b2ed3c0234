import { sql } from "drizzle-orm";
import { foreignKey, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { OCCASIONS, SESSION_STATES } from "../concierge/words.ts";
import type { FleetModule } from "../contracts/fleets.ts";
import { tenants } from "./tenants.ts";

/** A session of the concierge as the control plane knows it: its object has the conversation, and says here how far it is. */
export const conciergeSessions = sqliteTable(
  "concierge_sessions",
  {
    tenantId: text("tenant_id")
      .notNull()
      .references(() => tenants.id),
    /** Names its object, too. */
    id: text().notNull(),
    state: text({ enum: SESSION_STATES }).notNull(),
    occasion: text({ enum: OCCASIONS }).notNull(),
    /** Modules that are live, that it is about, and that did not work. */
    live: integer().notNull(),
    total: integer().notNull(),
    blocked: integer().notNull(),
    /** It waits for people. */
    waits: integer({ mode: "boolean" }).notNull().default(false),
    /** Of a session of a fleet: how each module stands. */
    modules: text({ mode: "json" }).$type<FleetModule[]>(),
    /** The fleet it belongs to, of the account's agency. */
    fleetId: text("fleet_id"),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex("concierge_sessions_one_active")
      .on(t.tenantId)
      .where(sql`${t.state} = 'active'`),
  ],
);
export type ConciergeSessionRow = typeof conciergeSessions.$inferSelect;

/** What people put into the form of a module, from when it was sent until the module has it. */
export const conciergeAnswers = sqliteTable(
  "concierge_answers",
  {
    tenantId: text("tenant_id").notNull(),
    conciergeId: text("concierge_id").notNull(),
    module: text().notNull(),
    /** Test mode, in place of values. */
    sandbox: integer({ mode: "boolean" }).notNull(),
    /** Settings; they are no secret. */
    config: text({ mode: "json" }).$type<Record<string, unknown>>().notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.conciergeId, t.module] }),
    foreignKey({
      columns: [t.tenantId, t.conciergeId],
      foreignColumns: [conciergeSessions.tenantId, conciergeSessions.id],
    }),
  ],
);
export type ConciergeAnswerRow = typeof conciergeAnswers.$inferSelect;

/** Credentials among them, each sealed for its place: the account, the module, the field and the session. */
export const conciergeValues = sqliteTable(
  "concierge_values",
  {
    tenantId: text("tenant_id").notNull(),
    conciergeId: text("concierge_id").notNull(),
    module: text().notNull(),
    field: text().notNull(),
    sealed: text().notNull(),
    hint: text().notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.conciergeId, t.module, t.field] }),
    foreignKey({
      columns: [t.tenantId, t.conciergeId, t.module],
      foreignColumns: [conciergeAnswers.tenantId, conciergeAnswers.conciergeId, conciergeAnswers.module],
    }),
  ],
);
export type ConciergeValueRow = typeof conciergeValues.$inferSelect;

/** What an account has been offered to set up, and what of it somebody waved away: what is entitled beyond that is new. */
export const conciergeOffers = sqliteTable(
  "concierge_offers",
  {
    tenantId: text("tenant_id")
      .notNull()
      .references(() => tenants.id),
    /** Slugs. */
    seen: text({ mode: "json" }).$type<string[]>().notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId] })],
);
export type ConciergeOfferRow = typeof conciergeOffers.$inferSelect;
