import { sql } from "drizzle-orm";
import { foreignKey, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { INTEGRATION_STATES, type Health } from "../contracts/integrations.ts";
import type { Deployed } from "../deployments.ts";
import { tenants } from "./tenants.ts";

/** An installed module: the desired state. `appliedVersion` is what the account's object has acknowledged of `desiredVersion`. */
export const integrations = sqliteTable(
  "integrations",
  {
    tenantId: text("tenant_id")
      .notNull()
      .references(() => tenants.id),
    id: text().notNull(),
    module: text().notNull(),
    version: text().notNull(),
    state: text({ enum: INTEGRATION_STATES }).notNull(),
    health: text({ mode: "json" }).$type<Health>().notNull(),
    /** The effective settings: the account's own over the agency's over the module's. */
    config: text({ mode: "json" }).$type<Record<string, unknown>>().notNull(),
    /** What was set here, without what comes from above. Dormant while the agency allows no values of the account's own. */
    ownConfig: text("own_config", { mode: "json" })
      .$type<Record<string, unknown>>()
      .notNull()
      .default(sql`'{}'`),
    /** The deployment that looks after it; null where the account does so itself. */
    deployed: text({ mode: "json" }).$type<Deployed>(),
    /** What the provider calls it: display number, verified name. */
    details: text({ mode: "json" })
      .$type<Record<string, string>>()
      .notNull()
      .default(sql`'{}'`),
    sandbox: integer({ mode: "boolean" }).notNull(),
    /** Stays at its version until somebody says otherwise. */
    pinned: integer({ mode: "boolean" }).notNull().default(false),
    desiredVersion: integer("desired_version").notNull(),
    appliedVersion: integer("applied_version").notNull(),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), uniqueIndex("integrations_module").on(t.tenantId, t.module)],
);
export type IntegrationRow = typeof integrations.$inferSelect;

/** One sealed value per declared requirement. `sealed` is a flattened JWE whose AAD is rebuilt from the row's place, never stored. */
export const credentials = sqliteTable(
  "credentials",
  {
    tenantId: text("tenant_id").notNull(),
    integrationId: text("integration_id").notNull(),
    field: text().notNull(),
    sealed: text().notNull(),
    hint: text().notNull(),
    /** The agency's own, shared by a deployment: not shown here, replaced there, and gone when the account leaves. */
    shared: integer({ mode: "boolean" }).notNull().default(false),
    updatedAt: integer("updated_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.integrationId, t.field] }),
    foreignKey({ columns: [t.tenantId, t.integrationId], foreignColumns: [integrations.tenantId, integrations.id] }),
  ],
);
export type CredentialRow = typeof credentials.$inferSelect;
