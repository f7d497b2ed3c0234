import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { ROLE_NAMES } from "../capabilities.ts";
import { tenants } from "./tenants.ts";

export const users = sqliteTable(
  "users",
  {
    id: text().primaryKey(),
    email: text().notNull(),
    name: text().notNull(),
    /** scrypt, as `scrypt$N$r$p$salt$hash` with base64url parts. */
    passwordHash: text("password_hash").notNull(),
    homeTenantId: text("home_tenant_id")
      .notNull()
      .references(() => tenants.id),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (t) => [uniqueIndex("users_email").on(t.email), index("users_home").on(t.homeTenantId)],
);
export type UserRow = typeof users.$inferSelect;

/** A role on a tenant, reaching the tenant and everything below it. */
export const grants = sqliteTable(
  "grants",
  {
    userId: text("user_id")
      .notNull()
      .references(() => users.id),
    tenantId: text("tenant_id")
      .notNull()
      .references(() => tenants.id),
    role: text({ enum: ROLE_NAMES }).notNull(),
    createdAt: integer("created_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.tenantId] }), index("grants_tenant").on(t.tenantId)],
);
