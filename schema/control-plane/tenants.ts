import { sql } from "drizzle-orm";
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
    /** Of a suspended or cancelled tenant: what it was before, and is again when that ends. */
    statusBefore: text("status_before", { enum: TENANT_STATUSES }),
    /** Why, in the words of whoever did it. */
    statusReason: text("status_reason"),
    statusAt: integer("status_at"),
    /** Rises with everything the account's object must hear of: its own status, its agency's, deletion, a move. */
    standingVersion: integer("standing_version").notNull().default(1),
    /** Rises, by a trigger, with everything a roll-up lists of it: name, slug, status, plan, place, deletion. */
    listingVersion: integer("listing_version").notNull().default(1),
    plan: text({ enum: PLANS }).notNull(),
    /** Of a tenant on trial: from when on it only reads, unless somebody has chosen a plan. */
    trialEndsAt: integer("trial_ends_at"),
    deletedAt: integer("deleted_at"),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (t) => [
    uniqueIndex("tenants_slug").on(t.slug),
    index("tenants_parent").on(t.parentId, t.createdAt),
    index("tenants_agency").on(t.agencyId, t.createdAt),
    index("tenants_type").on(t.type, t.createdAt),
    index("tenants_trial")
      .on(t.trialEndsAt)
      .where(sql`status = 'trial'`),
    index("tenants_deleted")
      .on(t.deletedAt)
      .where(sql`deleted_at IS NOT NULL`),
  ],
);
export type TenantRow = typeof tenants.$inferSelect;
