import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { type Capability, TENANT_TYPES } from "../capabilities.ts";

/** A role an account made for itself: a name and a set of capabilities. A grant may name one of its own tenant, or of a tenant above it. */
export const customRoles = sqliteTable(
  "custom_roles",
  {
    tenantId: text("tenant_id").notNull(),
    id: text().notNull(),
    name: text().notNull(),
    /** On which type of tenant it can be granted. */
    tier: text({ enum: TENANT_TYPES }).notNull(),
    capabilities: text({ mode: "json" }).$type<Capability[]>().notNull(),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] })],
);
export type CustomRoleRow = typeof customRoles.$inferSelect;
