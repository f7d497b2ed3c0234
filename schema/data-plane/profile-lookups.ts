import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** People whose name has yet to be asked of the provider, because its webhooks bring none. The row goes once that is known, or known to be kept. */
export const profileLookups = sqliteTable(
  "profile_lookups",
  {
    contactId: text("contact_id").primaryKey(),
    integrationId: text("integration_id").notNull(),
    /** The provider's id of the person. */
    personId: text("person_id").notNull(),
    attempts: integer().notNull().default(0),
    /** Earliest next try, ms since the epoch. */
    dueAt: integer("due_at").notNull(),
  },
  (t) => [index("profile_lookups_due").on(t.dueAt)],
);
export type ProfileLookupRow = typeof profileLookups.$inferSelect;
