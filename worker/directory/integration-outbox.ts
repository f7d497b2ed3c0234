import { and, asc, eq, lte, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { integrationOutbox, type IntegrationOutboxRow, type TenantRow } from "../../schema/control-plane/index.ts";
import type { Statement } from "../db/scoped.ts";
import type { Env } from "../env.ts";
import { postponedTo, REQUEST_LEAD_MS } from "./postponed-to.ts";

/** A statement that notes: the object has yet to acknowledge this version. Belongs in the batch of the change itself. */
export function noteUntold(
  env: Env,
  entry: { tenantId: string; integrationId: string; version: number; now: number },
): Statement {
  const { tenantId, integrationId, version } = entry;
  const dueAt = entry.now + REQUEST_LEAD_MS;
  return drizzle(env.DB)
    .insert(integrationOutbox)
    .values({ tenantId, integrationId, version, attempts: 0, dueAt })
    .onConflictDoUpdate({
      target: [integrationOutbox.tenantId, integrationOutbox.integrationId],
      set: { version, attempts: 0, dueAt },
    });
}

/** What stands in place of an integration's id where an account's own standing has yet to be told. */
export const STANDING = "standing";

/** A statement that notes: the object of an account has yet to hear how it stands now. Belongs in the batch that raised its version. */
export function noteStanding(tenantId: string, now: number): Statement {
  return sql`INSERT INTO integration_outbox (tenant_id, integration_id, version, attempts, due_at)
    SELECT id, ${STANDING}, standing_version, 0, ${now + REQUEST_LEAD_MS} FROM tenants WHERE id = ${tenantId} AND type = 'subaccount'
    ON CONFLICT (tenant_id, integration_id) DO UPDATE SET version = excluded.version, attempts = 0, due_at = excluded.due_at`;
}

/** The same for every account below an agency, due at once: too many for one request to tell. */
export function noteStandingsBelow(agencyId: string, now: number): Statement {
  return sql`INSERT INTO integration_outbox (tenant_id, integration_id, version, attempts, due_at)
    SELECT id, ${STANDING}, standing_version, 0, ${now} FROM tenants WHERE agency_id = ${agencyId} AND type = 'subaccount'
    ON CONFLICT (tenant_id, integration_id) DO UPDATE SET version = excluded.version, attempts = 0, due_at = excluded.due_at`;
}

/** What stands in place of an integration's id where people can act on an account no more, and what was theirs has yet to be given back. */
export const PEOPLE = "people";

/** A statement that notes it for an account, or for every account below an agency. Belongs in the batch that ended somebody's grant. */
export function notePeople({ id, type }: Pick<TenantRow, "id" | "type">, now: number): Statement {
  const where = type === "agency" ? sql`agency_id = ${id}` : sql`id = ${id}`;
  const dueAt = type === "agency" ? now : now + REQUEST_LEAD_MS;
  return sql`INSERT INTO integration_outbox (tenant_id, integration_id, version, attempts, due_at)
    SELECT id, ${PEOPLE}, ${now}, 0, ${dueAt} FROM tenants WHERE ${where} AND type = 'subaccount'
    ON CONFLICT (tenant_id, integration_id) DO UPDATE SET version = excluded.version, attempts = 0, due_at = excluded.due_at`;
}

/** A statement that forgets the note of this version or an older one: the object has acknowledged it. */
export function forgetUntold(env: Env, entry: { tenantId: string; integrationId: string; version: number }): Statement {
  return drizzle(env.DB)
    .delete(integrationOutbox)
    .where(and(ofIntegration(entry), lte(integrationOutbox.version, entry.version)));
}

/** What waits to be told, if anything does. */
export function untold(
  env: Env,
  entry: { tenantId: string; integrationId: string },
): Promise<IntegrationOutboxRow | undefined> {
  return drizzle(env.DB).select().from(integrationOutbox).where(ofIntegration(entry)).get();
}

/** What is due to be told, longest waiting first. */
export function untoldDue(env: Env, now: number, limit: number): Promise<IntegrationOutboxRow[]> {
  return drizzle(env.DB)
    .select()
    .from(integrationOutbox)
    .where(lte(integrationOutbox.dueAt, now))
    .orderBy(asc(integrationOutbox.dueAt))
    .limit(limit);
}

/** Puts a failed telling off, longer each time. */
export async function postponeUntold(env: Env, row: IntegrationOutboxRow, now: number): Promise<void> {
  const attempts = row.attempts + 1;
  await drizzle(env.DB)
    .update(integrationOutbox)
    .set({ attempts, dueAt: postponedTo(now, attempts) })
    .where(and(ofIntegration(row), eq(integrationOutbox.version, row.version)));
}

function ofIntegration({ tenantId, integrationId }: { tenantId: string; integrationId: string }) {
  return and(eq(integrationOutbox.tenantId, tenantId), eq(integrationOutbox.integrationId, integrationId));
}
