import { and, desc, eq, gt, isNotNull, isNull, lt, or, type SQL, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { Capability, TenantType } from "../../schema/capabilities.ts";
import { apiKeys, type ApiKeyRow, users } from "../../schema/control-plane/index.ts";
import { mustChange, type MustChange, type ScopedDb, type Statement } from "../db/scoped.ts";
import type { Env } from "../env.ts";

/** A key that opens a tenant, as it is found by its hash. Times in ms since the epoch. */
export interface ApiKeyMatch {
  id: string;
  name: string;
  tenantId: string;
  type: TenantType;
  capabilities: Capability[];
  expiresAt: number | null;
  revokedAt: number | null;
  lastUsedAt: number | null;
}

/** The key with this hash, in one indexed look-up. One whose tenant is deleted is not found. */
export async function apiKeyByHash(env: Env, hash: string): Promise<ApiKeyMatch | undefined> {
  const row = await env.DB.prepare(BY_HASH)
    .bind(hash)
    .first<Omit<ApiKeyMatch, "capabilities"> & { capabilities: string }>();
  return row ? { ...row, capabilities: JSON.parse(row.capabilities) as Capability[] } : undefined;
}

const BY_HASH = `
SELECT k.id, k.name, k.tenant_id AS tenantId, t.type, k.capabilities, k.expires_at AS expiresAt, k.revoked_at AS revokedAt,
  k.last_used_at AS lastUsedAt
FROM api_keys k JOIN tenants t ON t.id = k.tenant_id WHERE k.hash = ? AND t.deleted_at IS NULL`;

/** How exact `last used` is: a key in use is noted so often at most. */
export const KEY_USE_NOTED_MS = 60_000;

/** Notes that a key was used, unless somebody just did. */
export async function noteKeyUse(env: Env, id: string, now: number): Promise<void> {
  await drizzle(env.DB)
    .update(apiKeys)
    .set({ lastUsedAt: now })
    .where(and(eq(apiKeys.id, id), or(isNull(apiKeys.lastUsedAt), lt(apiKeys.lastUsedAt, now - KEY_USE_NOTED_MS + 1))));
}

export type NamedApiKey = ApiKeyRow & { createdByName: string | null };

/** A tenant's keys, newest first, each with the name of who made it. */
export async function keysOf(env: Env, tenantId: string, limit: number): Promise<NamedApiKey[]> {
  const rows = await drizzle(env.DB)
    .select({ key: apiKeys, createdByName: users.name })
    .from(apiKeys)
    .leftJoin(users, eq(users.id, apiKeys.createdBy))
    .where(eq(apiKeys.tenantId, tenantId))
    .orderBy(desc(apiKeys.createdAt), desc(apiKeys.id))
    .limit(limit);
  return rows.map(({ key, createdByName }) => ({ ...key, createdByName }));
}

/** One key of a tenant. */
export async function keyOf(env: Env, tenantId: string, id: string): Promise<NamedApiKey | undefined> {
  const row = await drizzle(env.DB)
    .select({ key: apiKeys, createdByName: users.name })
    .from(apiKeys)
    .leftJoin(users, eq(users.id, apiKeys.createdBy))
    .where(and(eq(apiKeys.id, id), eq(apiKeys.tenantId, tenantId)))
    .get();
  return row && { ...row.key, createdByName: row.createdByName };
}

/** Statements that add a key, and fail the batch when more than `max` of the tenant's would then open doors. */
export function insertKey(db: ScopedDb, row: Omit<ApiKeyRow, "tenantId">, max: number): (Statement | MustChange)[] {
  const now = row.createdAt;
  const counted = sql`(SELECT count(*) FROM api_keys AS other WHERE other.tenant_id = ${apiKeys.tenantId} AND other.revoked_at IS NULL
    AND (other.expires_at IS NULL OR other.expires_at > ${now})) <= ${max}`;
  return [
    db.insert(apiKeys, row),
    mustChange(db.update(apiKeys, { createdAt: now }, sql`${eq(apiKeys.id, row.id)} AND ${counted}`)),
  ];
}

/** Changes a key that opens doors, and fails the batch when it does so no more. */
export function changeLiveKey(
  db: ScopedDb,
  id: string,
  now: number,
  set: Partial<Pick<ApiKeyRow, "expiresAt" | "revokedAt" | "replacedBy">>,
  besides?: SQL,
): MustChange {
  const live = and(
    eq(apiKeys.id, id),
    isNull(apiKeys.revokedAt),
    or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, now)),
    besides,
  );
  return mustChange(db.update(apiKeys, set, live as SQL));
}

/** Ends a key and gives its place to another, which only one can do. */
export function replaceLiveKey(db: ScopedDb, id: string, now: number, by: string, expiresAt: number): MustChange {
  return changeLiveKey(db, id, now, { replacedBy: by, expiresAt }, isNull(apiKeys.replacedBy));
}

/** Deletes keys that were over before `before`: the audit log goes on to tell of them. */
export function deleteKeysOverBefore(db: ScopedDb, before: number): Statement {
  const over = or(
    and(isNotNull(apiKeys.revokedAt), lt(apiKeys.revokedAt, before)),
    and(isNotNull(apiKeys.expiresAt), lt(apiKeys.expiresAt, before)),
  );
  return db.delete(apiKeys, over as SQL);
}
