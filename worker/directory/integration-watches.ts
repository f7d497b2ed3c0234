import { and, asc, eq, lte } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { integrationWatches, type IntegrationWatchRow } from "../../schema/control-plane/index.ts";
import type { Statement } from "../db/scoped.ts";
import type { Env } from "../env.ts";

type Key = Pick<IntegrationWatchRow, "tenantId" | "integrationId">;
/** Statements of one batch. */
const BATCH_MAX = 100;
/** More than an account has modules. */
const WATCHES_MAX = 500;

/** Integrations whose check is due, longest waiting first. */
export function watchesDue(env: Env, now: number, limit: number): Promise<IntegrationWatchRow[]> {
  return drizzle(env.DB)
    .select()
    .from(integrationWatches)
    .where(lte(integrationWatches.dueAt, now))
    .orderBy(asc(integrationWatches.dueAt))
    .limit(limit);
}

/** Takes the turn of each of these until `until`, when it is due again unless it was settled. Answers those nobody else took meanwhile. */
export async function leaseWatches(
  env: Env,
  rows: readonly IntegrationWatchRow[],
  until: number,
): Promise<IntegrationWatchRow[]> {
  const leased: IntegrationWatchRow[] = [];
  for (let from = 0; from < rows.length; from += BATCH_MAX) {
    const some = rows.slice(from, from + BATCH_MAX);
    const answers = await env.DB.batch(
      some.map((row) => env.DB.prepare(LEASE).bind(until, row.tenantId, row.integrationId, row.dueAt)),
    );
    leased.push(...some.filter((_row, at) => (answers[at]?.meta.changes ?? 0) > 0));
  }
  return leased.map((row) => ({ ...row, dueAt: until }));
}

const LEASE = `
UPDATE integration_watches SET due_at = ?1 WHERE tenant_id = ?2 AND integration_id = ?3 AND due_at = ?4`;

/** What is known of one integration's health between its checks. */
export function watchOf(env: Env, key: Key): Promise<IntegrationWatchRow | undefined> {
  return drizzle(env.DB).select().from(integrationWatches).where(ofIntegration(key)).get();
}

/** The same of all of an account's. */
export function watchesOf(env: Env, tenantId: string): Promise<IntegrationWatchRow[]> {
  return drizzle(env.DB)
    .select()
    .from(integrationWatches)
    .where(eq(integrationWatches.tenantId, tenantId))
    .limit(WATCHES_MAX);
}

/** A statement that settles a turn: wrapped in mustChange it fails the batch of whoever comes late. */
export function settleWatch(
  env: Env,
  turn: Key & Pick<IntegrationWatchRow, "dueAt">,
  set: Partial<Omit<IntegrationWatchRow, keyof Key>>,
): Statement {
  return drizzle(env.DB)
    .update(integrationWatches)
    .set(set)
    .where(and(ofIntegration(turn), eq(integrationWatches.dueAt, turn.dueAt)));
}

/** A statement that sets what is known of one, whoever's turn it is. */
export function putWatch(env: Env, key: Key, set: Partial<Omit<IntegrationWatchRow, keyof Key>>): Statement {
  return drizzle(env.DB).update(integrationWatches).set(set).where(ofIntegration(key));
}

function ofIntegration({ tenantId, integrationId }: Key) {
  return and(eq(integrationWatches.tenantId, tenantId), eq(integrationWatches.integrationId, integrationId));
}
