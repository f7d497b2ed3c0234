import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/**
 * Deployments whose targets wait: written in the batch that makes them wait, deleted when none does. The queue forgets what a crash takes
 * with it; the sweep sends again what is due here.
 */
export const deploymentRuns = sqliteTable(
  "deployment_runs",
  {
    tenantId: text("tenant_id").notNull(),
    deploymentId: text("deployment_id").notNull(),
    /** When the sweep may send its targets again, ms since the epoch. */
    dueAt: integer("due_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.deploymentId] }), index("deployment_runs_due").on(t.dueAt)],
);
export type DeploymentRunRow = typeof deploymentRuns.$inferSelect;
