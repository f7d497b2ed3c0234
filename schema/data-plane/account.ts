import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { auditColumns } from "../audit-columns.ts";

/** Facts about the object itself: `tenant_id`, its owner, written at the first call and compared on every call. */
export const meta = sqliteTable("meta", { key: text().primaryKey(), value: text().notNull() });

/** Counts kept by triggers, so that an unfiltered total costs one row. */
export const counters = sqliteTable("counters", { name: text().primaryKey(), value: integer().notNull() });

/** What was stored in a month (UTC, `2026-11`), counted by triggers with the row itself: `messagesIn`, `messagesOut`, `contactsAdded`. */
export const usageCounts = sqliteTable(
  "usage_counts",
  { month: text().notNull(), name: text().notNull(), value: integer().notNull() },
  (t) => [primaryKey({ columns: [t.month, t.name] })],
);

/** The effective configuration the control plane pushed. `sealed` holds the credentials as one JWE for this object alone. */
export const accountIntegrations = sqliteTable("integrations", {
  id: text().primaryKey(),
  module: text().notNull(),
  state: text().notNull(),
  config: text({ mode: "json" }).$type<Record<string, unknown>>().notNull(),
  /** Credential values that are no secret (ids), by requirement name. */
  open: text({ mode: "json" }).$type<Record<string, string>>().notNull(),
  sealed: text().notNull(),
  sandbox: integer({ mode: "boolean" }).notNull(),
  version: integer().notNull(),
  updatedAt: integer("updated_at").notNull(),
});
export type AccountIntegrationRow = typeof accountIntegrations.$inferSelect;

/** The change feed: each row is one message every socket hears. Trimmed to the newest CHANGE_FEED_ROWS. */
export const changes = sqliteTable("changes", {
  seq: integer().primaryKey({ autoIncrement: true }),
  body: text().notNull(),
});

/** Append-only by trigger, and a chain (schema/audit-chain.ts): every mutation in this account. Rows from before the chain have no number. */
export const accountAudit = sqliteTable(
  "audit",
  {
    id: text().primaryKey(),
    ...auditColumns(),
  },
  (t) => [index("audit_at").on(t.at), uniqueIndex("audit_seq").on(t.seq)],
);

/** Sessions that were ended: no socket of theirs is accepted any more. Rows older than the longest session are trimmed. */
export const endedSessions = sqliteTable("ended_sessions", {
  sessionId: text("session_id").primaryKey(),
  at: integer().notNull(),
});

/** Single-use tickets for a socket, stored as SHA-256. */
export const liveTickets = sqliteTable("live_tickets", {
  hash: text().primaryKey(),
  actor: text({ mode: "json" }).$type<unknown>().notNull(),
  expiresAt: integer("expires_at").notNull(),
});
