import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { ROLE_NAMES } from "../capabilities.ts";
import { tenants } from "./tenants.ts";

export const users = sqliteTable(
  "users",
  {
    id: text().primaryKey(),
    email: text().notNull(),
    /** When the person proved that the address is theirs. */
    emailVerifiedAt: integer("email_verified_at"),
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
    /** A custom role in place of what `role` allows; `role` then only says the tier. Both are set or neither. */
    customRoleTenantId: text("custom_role_tenant_id"),
    customRoleId: text("custom_role_id"),
    /** Reaches only what is assigned to the person. */
    assignedOnly: integer("assigned_only", { mode: "boolean" }).notNull().default(false),
    createdAt: integer("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.tenantId] }),
    index("grants_tenant").on(t.tenantId),
    // Who holds a custom role: few grants name one.
    index("grants_custom_role")
      .on(t.customRoleTenantId, t.customRoleId)
      .where(sql`${t.customRoleId} IS NOT NULL`),
  ],
);
