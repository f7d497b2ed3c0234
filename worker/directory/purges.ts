import { and, asc, eq, lte, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { purges, type PurgeRow, type PurgeStep } from "../../schema/control-plane/index.ts";
import type { Statement } from "../db/scoped.ts";
import type { Env } from "../env.ts";

const RETRY_MS = 15_000;
const RETRY_MAX_MS = 60 * 60_000;

/** A statement that begins an erasure, if there is none yet and nothing stands below the tenant, deleted or not. It must be deleted by then. */
export function insertPurge(
  row: Pick<PurgeRow, "tenantId" | "integrationIds" | "startedBy" | "startedAt" | "dueAt">,
): Statement {
  return sql`INSERT INTO purges (tenant_id, parent_id, type, step, integration_ids, attempts, due_at, started_by, started_at)
    SELECT id, parent_id, type, 'object', ${JSON.stringify(row.integrationIds)}, 0, ${row.dueAt}, ${row.startedBy}, ${row.startedAt} FROM tenants
    WHERE id = ${row.tenantId} AND type <> 'platform' AND NOT EXISTS (SELECT 1 FROM purges WHERE tenant_id = ${row.tenantId})
      AND NOT EXISTS (SELECT 1 FROM tenants c WHERE c.parent_id = ${row.tenantId})`;
}

/** Erasures that have something to do, longest waiting first. */
export function purgesDue(env: Env, now: number, limit: number): Promise<PurgeRow[]> {
  return drizzle(env.DB).select().from(purges).where(lte(purges.dueAt, now)).orderBy(asc(purges.dueAt)).limit(limit);
}

export async function purgeOf(env: Env, tenantId: string): Promise<PurgeRow | undefined> {
  return drizzle(env.DB).select().from(purges).where(eq(purges.tenantId, tenantId)).get();
}

/** A statement that takes an erasure from one step to the next. It changes nothing when another run has done so. */
export function advancePurge(
  env: Env,
  { tenantId, step }: Pick<PurgeRow, "tenantId" | "step">,
  to: { step: PurgeStep; dueAt: number | null; finishedAt?: number },
): Statement {
  return drizzle(env.DB)
    .update(purges)
    .set({ ...to, attempts: 0 })
    .where(and(eq(purges.tenantId, tenantId), eq(purges.step, step)));
}

/** Puts a step that failed off, longer each time. */
export async function postponePurge(env: Env, { tenantId, step, attempts }: PurgeRow, now: number): Promise<void> {
  const dueAt = now + Math.min(RETRY_MS * 2 ** Math.min(attempts, 20), RETRY_MAX_MS);
  await drizzle(env.DB)
    .update(purges)
    .set({ attempts: attempts + 1, dueAt })
    .where(and(eq(purges.tenantId, tenantId), eq(purges.step, step)));
}
