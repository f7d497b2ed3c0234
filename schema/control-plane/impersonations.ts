import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** How an impersonation came to its end before its time. */
export const IMPERSONATION_ENDS = ["ended", "signed_out", "consent_withdrawn"] as const;
export type ImpersonationEnd = (typeof IMPERSONATION_ENDS)[number];

/**
 * Somebody looks at an account through another person's eyes, with one session of theirs and for a time. Names are kept as they were then.
 * It is open while it has no end, its time is not over and its session goes on. It outlives session and people, so it refers to none of them
 * by a key. Times are ms since the epoch.
 */
export const impersonations = sqliteTable(
  "impersonations",
  {
    id: text().primaryKey(),
    tenantId: text("tenant_id").notNull(),
    /** The agency the account stood under at the time: it sees what its own people did. */
    agencyId: text("agency_id"),
    impersonatorId: text("impersonator_id").notNull(),
    impersonatorName: text("impersonator_name").notNull(),
    /** No other session of theirs can use it. */
    sessionId: text("session_id").notNull(),
    /** Through whose eyes. */
    userId: text("user_id").notNull(),
    userName: text("user_name").notNull(),
    reason: text().notNull(),
    /** Whether more than looking was asked for. */
    write: integer({ mode: "boolean" }).notNull(),
    startedAt: integer("started_at").notNull(),
    endsAt: integer("ends_at").notNull(),
    endedAt: integer("ended_at"),
    endedBy: text("ended_by"),
    endedByName: text("ended_by_name"),
    endReason: text("end_reason", { enum: IMPERSONATION_ENDS }),
  },
  (t) => [
    index("impersonations_tenant").on(t.tenantId, t.startedAt),
    index("impersonations_agency").on(t.agencyId, t.startedAt),
    index("impersonations_started").on(t.startedAt),
    index("impersonations_impersonator").on(t.impersonatorId, t.endsAt),
  ],
);
export type ImpersonationRow = typeof impersonations.$inferSelect;
