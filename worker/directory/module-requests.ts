import { and, asc, count, desc, eq, isNull, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { type ModuleRequestRow, moduleRequests, tenants } from "../../schema/control-plane/index.ts";
import type { Plan } from "../../schema/plans.ts";
import type { Statement } from "../db/scoped.ts";
import type { Env } from "../env.ts";

/** More than any catalog has. */
const REQUESTS_MAX = 500;

/** What an account has asked for, the newest of each module. */
export function requestsOf(env: Env, tenantId: string): Promise<ModuleRequestRow[]> {
  return drizzle(env.DB).select().from(moduleRequests).where(eq(moduleRequests.tenantId, tenantId)).limit(REQUESTS_MAX);
}

/** The same of one module. */
export function requestOf(env: Env, tenantId: string, module: string): Promise<ModuleRequestRow | undefined> {
  return drizzle(env.DB)
    .select()
    .from(moduleRequests)
    .where(and(eq(moduleRequests.tenantId, tenantId), eq(moduleRequests.module, module)))
    .get();
}

/** A request with the account that asks. */
export interface RequestToDecide {
  request: ModuleRequestRow;
  account: { id: string; name: string; plan: Plan };
}

/** What waits for this agency or platform to decide, longest waiting first; or what is settled, newest first. And how many there are. */
export async function requestsFor(
  env: Env,
  deciderId: string,
  { open, limit, page }: { open: boolean; limit: number; page: number },
): Promise<{ rows: RequestToDecide[]; total: number }> {
  const db = drizzle(env.DB);
  const where = and(eq(moduleRequests.deciderId, deciderId), eq(moduleRequests.open, open), isNull(tenants.deletedAt));
  const [rows, totals] = await db.batch([
    db
      .select({ request: moduleRequests, account: { id: tenants.id, name: tenants.name, plan: tenants.plan } })
      .from(moduleRequests)
      .innerJoin(tenants, eq(tenants.id, moduleRequests.tenantId))
      .where(where)
      .orderBy(open ? asc(moduleRequests.askedAt) : desc(moduleRequests.askedAt))
      .limit(limit)
      .offset((page - 1) * limit),
    db
      .select({ total: count() })
      .from(moduleRequests)
      .innerJoin(tenants, eq(tenants.id, moduleRequests.tenantId))
      .where(where),
  ]);
  return { rows, total: totals[0]?.total ?? 0 };
}

/** A statement that asks, in place of what was asked and settled before; it changes nothing while a request waits. */
export function askFor(
  row: Pick<ModuleRequestRow, "tenantId" | "module" | "deciderId" | "note" | "askedBy" | "askedByName" | "askedAt">,
): Statement {
  return sql`INSERT INTO module_requests (tenant_id, module, decider_id, state, open, note, asked_by, asked_by_name, asked_at)
    VALUES (${row.tenantId}, ${row.module}, ${row.deciderId}, 'open', 1, ${row.note}, ${row.askedBy}, ${row.askedByName}, ${row.askedAt})
    ON CONFLICT (tenant_id, module) DO UPDATE SET decider_id = excluded.decider_id, state = 'open', open = 1, note = excluded.note,
      asked_by = excluded.asked_by, asked_by_name = excluded.asked_by_name, asked_at = excluded.asked_at,
      reason = NULL, decided_by_name = NULL, decided_at = NULL
    WHERE module_requests.open = 0`;
}

/** A statement that settles a request while it waits: wrap it in mustChange where it must. */
export function settleRequest(
  env: Env,
  { tenantId, module }: Pick<ModuleRequestRow, "tenantId" | "module">,
  set: Pick<ModuleRequestRow, "state" | "reason" | "decidedByName" | "decidedAt">,
): Statement {
  return drizzle(env.DB)
    .update(moduleRequests)
    .set({ ...set, open: false })
    .where(
      and(eq(moduleRequests.tenantId, tenantId), eq(moduleRequests.module, module), eq(moduleRequests.open, true)),
    );
}
