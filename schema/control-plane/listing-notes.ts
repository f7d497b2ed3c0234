import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/**
 * Which roll-ups still have to be told how a tenant is listed: an agency's and the platform's, the old agency's too after a move. Written by a
 * trigger on `tenants` in the batch that changes one, whoever changes it; deleted when the roll-up has acknowledged. Holds no content: what
 * to tell is read when it is told.
 */
export const listingNotes = sqliteTable(
  "listing_notes",
  {
    tenantId: text("tenant_id").notNull(),
    /** The agency or platform whose roll-up it is. */
    overId: text("over_id").notNull(),
    /** The tenant's listing version when it was noted. */
    version: integer().notNull(),
    attempts: integer().notNull().default(0),
    /** When the sweep may take it up, ms since the epoch: the request that wrote it tries first. */
    dueAt: integer("due_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.overId] }), index("listing_notes_due").on(t.dueAt)],
);
export type ListingNoteRow = typeof listingNotes.$inferSelect;
