import { and, asc, eq, lte, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { deploymentRuns, type DeploymentRunRow } from "../../schema/control-plane/index.ts";
import type { Statement } from "../db/scoped.ts";
import type { Env } from "../env.ts";

/** How long the queue has for the waiting targets of a deployment before the sweep sends them again. */
export const RUN_LEAD_MS = 2 * 60_000;

/** A statement that notes: targets of this deployment wait. Belongs in the batch that makes them wait. */
export function noteRun(env: Env, run: { tenantId: string; deploymentId: string }, now: number): Statement {
  const dueAt = now + RUN_LEAD_MS;
  return drizzle(env.DB)
    .insert(deploymentRuns)
    .values({ ...run, dueAt })
    .onConflictDoUpdate({ target: [deploymentRuns.tenantId, deploymentRuns.deploymentId], set: { dueAt } });
}

/** Deployments that are due to be looked at, longest waiting first. */
export function runsDue(env: Env, now: number, limit: number): Promise<DeploymentRunRow[]> {
  return drizzle(env.DB)
    .select()
    .from(deploymentRuns)
    .where(lte(deploymentRuns.dueAt, now))
    .orderBy(asc(deploymentRuns.dueAt))
    .limit(limit);
}

/** Those of one agency that are due. */
export function runsDueOf(env: Env, agencyId: string, now: number): Promise<DeploymentRunRow[]> {
  return drizzle(env.DB)
    .select()
    .from(deploymentRuns)
    .where(and(eq(deploymentRuns.tenantId, agencyId), lte(deploymentRuns.dueAt, now)))
    .limit(RUNS_MAX);
}
const RUNS_MAX = 100;

/** Puts a deployment off until the queue has had its time. */
export async function postponeRun(env: Env, { tenantId, deploymentId }: DeploymentRunRow, now: number): Promise<void> {
  await drizzle(env.DB)
    .update(deploymentRuns)
    .set({ dueAt: now + RUN_LEAD_MS })
    .where(and(eq(deploymentRuns.tenantId, tenantId), eq(deploymentRuns.deploymentId, deploymentId)));
}

/** Forgets a deployment, if by now none of its targets waits. */
export async function forgetRun(env: Env, { tenantId, deploymentId }: DeploymentRunRow): Promise<void> {
  await drizzle(env.DB)
    .run(sql`DELETE FROM deployment_runs WHERE tenant_id = ${tenantId} AND deployment_id = ${deploymentId}
    AND NOT EXISTS (SELECT 1 FROM deployment_targets t WHERE t.tenant_id = ${tenantId} AND t.deployment_id = ${deploymentId} AND t.state = 'waiting')`);
}
