import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { TENANT_TYPES } from "../capabilities.ts";

/** What an erasure does, in order. `again` looks once more, later, for what was on its way while it ran. */
export const PURGE_STEPS = ["object", "media", "raw", "people", "rows", "again", "done"] as const;
export type PurgeStep = (typeof PURGE_STEPS)[number];

/**
 * The erasure of a tenant, one row for each, ever. While it is at `rows` the audit log's trigger lets the tenant's own rows go, and no
 * others. The row stays: it names ids only. Times are ms since the epoch.
 */
export const purges = sqliteTable(
  "purges",
  {
    tenantId: text("tenant_id").primaryKey(),
    /** Whose audit log keeps what is told of it. */
    parentId: text("parent_id").notNull(),
    type: text({ enum: TENANT_TYPES }).notNull(),
    step: text({ enum: PURGE_STEPS }).notNull(),
    /** What was installed, whose built-in providers go too. */
    integrationIds: text("integration_ids", { mode: "json" }).$type<string[]>().notNull(),
    attempts: integer().notNull(),
    /** When the sweep may take it up; null when it is done. */
    dueAt: integer("due_at"),
    startedBy: text("started_by").notNull(),
    startedAt: integer("started_at").notNull(),
    finishedAt: integer("finished_at"),
  },
  (t) => [index("purges_due").on(t.dueAt)],
);
export type PurgeRow = typeof purges.$inferSelect;
