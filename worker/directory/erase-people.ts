import { and, eq, inArray, isNull, ne, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { grants, sessions, tenants, users } from "../../schema/control-plane/index.ts";
import { columnIs, referringTo } from "../db/erase-tenant.ts";
import { ScopedDb, type Statement } from "../db/scoped.ts";
import type { Env } from "../env.ts";

const PEOPLE_AT_ONCE = 20;
/** Sessions ended by one statement, which binds at most 100 values. */
const SESSIONS_AT_ONCE = 90;

/**
 * Some of the people whose home a tenant is that goes: who has another account gets it for a home, who has none is erased, with every row that
 * is about them alone. Answers whether there may be more. Can be repeated from anywhere.
 */
export async function rehouseOrErase(env: Env, tenantId: string, now: number): Promise<boolean> {
  const db = drizzle(env.DB);
  const homed = await db
    .select({ id: users.id })
    .from(users)
    .where(eq(users.homeTenantId, tenantId))
    .limit(PEOPLE_AT_ONCE);
  for (const { id } of homed) {
    const other = await db
      .select({ tenantId: grants.tenantId })
      .from(grants)
      .innerJoin(tenants, eq(tenants.id, grants.tenantId))
      .where(and(eq(grants.userId, id), ne(grants.tenantId, tenantId), isNull(tenants.deletedAt)))
      .limit(1)
      .get();
    if (other === undefined) await erasePerson(env, tenantId, id);
    else await db.update(users).set({ homeTenantId: other.tenantId, updatedAt: now }).where(eq(users.id, id));
  }
  return homed.length === PEOPLE_AT_ONCE;
}

/** How many people have no other account than this one. */
export async function homelessWithout(env: Env, tenantId: string): Promise<number> {
  const row = await env.DB.prepare(HOMELESS).bind(tenantId).first<{ people: number }>();
  return row?.people ?? 0;
}

const HOMELESS = `
SELECT count(*) AS people FROM users u WHERE u.home_tenant_id = ?1 AND NOT EXISTS (
  SELECT 1 FROM grants g JOIN tenants t ON t.id = g.tenant_id WHERE g.user_id = u.id AND g.tenant_id <> ?1 AND t.deleted_at IS NULL)`;

async function erasePerson(env: Env, tenantId: string, userId: string): Promise<void> {
  const db = drizzle(env.DB);
  const machinery = new ScopedDb(env, { kind: "system", tenantId, via: "control-plane" });
  for (;;) {
    const found = await db
      .select({ id: sessions.id })
      .from(sessions)
      .where(eq(sessions.userId, userId))
      .limit(SESSIONS_AT_ONCE);
    if (found.length === 0) break;
    const ids = found.map(({ id }) => id);
    await machinery.bookkeep([
      ...OF_SESSIONS.map(
        ({ name, column }) => sql`DELETE FROM ${sql.identifier(name)} WHERE ${sql.identifier(column)} IN ${ids}`,
      ),
      db.delete(sessions).where(inArray(sessions.id, ids)),
    ] as unknown as [Statement, ...Statement[]]);
  }
  await machinery.bookkeep([
    ...OF_PEOPLE.map(({ name, column }) => sql`DELETE FROM ${sql.identifier(name)} WHERE ${columnIs(column, userId)}`),
    db.delete(users).where(and(eq(users.id, userId), eq(users.homeTenantId, tenantId))),
  ] as unknown as [Statement, ...Statement[]]);
}

const OF_SESSIONS = referringTo("sessions");
const OF_PEOPLE = referringTo("users");
