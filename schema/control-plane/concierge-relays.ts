import { foreignKey, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { conciergeSessions } from "./concierge.ts";

/**
 * Links by which somebody without an account fills in what is missing of a set-up. Only the hash of the token in the link is kept. It is worth
 * what whoever made it may do at that moment. Times are ms since the epoch.
 */
export const conciergeRelays = sqliteTable(
  "concierge_relays",
  {
    tenantId: text("tenant_id").notNull(),
    id: text().notNull(),
    conciergeId: text("concierge_id").notNull(),
    /** SHA-256 of the token, base64url. */
    tokenHash: text("token_hash").notNull(),
    /** Slugs: nothing else is shown. */
    modules: text({ mode: "json" }).$type<string[]>().notNull(),
    createdBy: text("created_by").notNull(),
    createdByName: text("created_by_name").notNull(),
    createdAt: integer("created_at").notNull(),
    expiresAt: integer("expires_at").notNull(),
    openedAt: integer("opened_at"),
    /** When all of its modules worked. */
    doneAt: integer("done_at"),
    revokedAt: integer("revoked_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex("concierge_relays_token").on(t.tokenHash),
    foreignKey({
      columns: [t.tenantId, t.conciergeId],
      foreignColumns: [conciergeSessions.tenantId, conciergeSessions.id],
    }),
  ],
);
export type ConciergeRelayRow = typeof conciergeRelays.$inferSelect;
