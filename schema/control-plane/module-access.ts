import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { GRANT_SOURCES, REQUEST_STATES } from "../module-access.ts";
import { tenants } from "./tenants.ts";

/** A module given to an account whose plan does not include it, by the agency above it or by the platform: each gives, and takes back, its own. */
export const moduleGrants = sqliteTable(
  "module_grants",
  {
    tenantId: text("tenant_id")
      .notNull()
      .references(() => tenants.id),
    module: text().notNull(),
    source: text({ enum: GRANT_SOURCES }).notNull(),
    /** Who gave it: the id and name of a person or a key. */
    grantedBy: text("granted_by").notNull(),
    grantedByName: text("granted_by_name").notNull(),
    grantedAt: integer("granted_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.module, t.source] })],
);
export type ModuleGrantRow = typeof moduleGrants.$inferSelect;

/** What an account asks of whoever stands above it: the newest request of each module. What was before is in the audit log. */
export const moduleRequests = sqliteTable(
  "module_requests",
  {
    tenantId: text("tenant_id")
      .notNull()
      .references(() => tenants.id),
    module: text().notNull(),
    /** The agency or platform that is asked: it goes along when the account moves. */
    deciderId: text("decider_id").notNull(),
    state: text({ enum: REQUEST_STATES }).notNull(),
    /** 1 while it waits. */
    open: integer({ mode: "boolean" }).notNull(),
    note: text(),
    askedBy: text("asked_by").notNull(),
    askedByName: text("asked_by_name").notNull(),
    askedAt: integer("asked_at").notNull(),
    /** Why it was declined. */
    reason: text(),
    decidedByName: text("decided_by_name"),
    decidedAt: integer("decided_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.module] }),
    index("module_requests_decider").on(t.deciderId, t.open, t.askedAt),
  ],
);
export type ModuleRequestRow = typeof moduleRequests.$inferSelect;
