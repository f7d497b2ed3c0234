import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { TENANT_TYPES } from "../capabilities.ts";
import { PLANS } from "../plans.ts";
import { TENANT_STATUSES } from "../contracts/users.ts";

/** The tenant tree. `agencyId` is the agency a sub-account stands under (an agency's own id for itself), so a roll-up needs no list of ids. */
export const tenants = sqliteTable(
  "tenants",
  {
    id: text().primaryKey(),
    type: text({ enum: TENANT_TYPES }).notNull(),
    parentId: text("parent_id"),
    agencyId: text("agency_id"),
    name: text().notNull(),
    slug: text().notNull(),
    status: text({ enum: TENANT_STATUSES }).notNull(),
    plan: text({ enum: PLANS }).notNull(),
    deletedAt: integer("deleted_at"),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (t) => [
    uniqueIndex("tenants_slug").on(t.slug),
    index("tenants_parent").on(t.parentId, t.createdAt),
    index("tenants_agency").on(t.agencyId, t.createdAt),
    index("tenants_type").on(t.type, t.createdAt),
  ],
);
export type TenantRow = typeof tenants.$inferSelect;
