import type { Capability, TenantType } from "../../schema/capabilities.ts";
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
}

/** The key with this hash, in one indexed look-up. One whose tenant is deleted is not found. */
export async function apiKeyByHash(env: Env, hash: string): Promise<ApiKeyMatch | undefined> {
  const row = await env.DB.prepare(BY_HASH)
    .bind(hash)
    .first<Omit<ApiKeyMatch, "capabilities"> & { capabilities: string }>();
  return row ? { ...row, capabilities: JSON.parse(row.capabilities) as Capability[] } : undefined;
}

const BY_HASH = `
SELECT k.id, k.name, k.tenant_id AS tenantId, t.type, k.capabilities, k.expires_at AS expiresAt, k.revoked_at AS revokedAt
FROM api_keys k JOIN tenants t ON t.id = k.tenant_id WHERE k.hash = ? AND t.deleted_at IS NULL`;
