import { TrellisError } from "../../schema/errors.ts";
import { apiKeyByHash } from "../directory/api-keys.ts";
import type { Env } from "../env.ts";
import { hashKey } from "../services/keys/hash-key.ts";
import { isApiKey } from "../services/keys/key-format.ts";
import { ExpiringCache } from "./expiring-cache.ts";
import type { KeyPrincipal } from "./principal.ts";

const cache = new ExpiringCache<KeyPrincipal & { expiresAt: number | null }>();

/** Forgets the keys this isolate remembers. */
export function forgetKeys(): void {
  cache.clear();
}

/** What an API key stands for. Throws `unauthenticated` alike for one that never was, is revoked or is over. */
export async function readKey(env: Env, key: string): Promise<KeyPrincipal> {
  const now = Date.now();
  if (!isApiKey(key)) throw new TrellisError("unauthenticated");
  const hash = await hashKey(key);
  const remembered = cache.get(hash, now);
  if (remembered !== undefined && (remembered.expiresAt === null || remembered.expiresAt > now)) return remembered;

  const found = await apiKeyByHash(env, hash);
  if (found === undefined || found.revokedAt !== null || (found.expiresAt !== null && found.expiresAt <= now))
    throw new TrellisError("unauthenticated");
  const { id, name, tenantId, type, capabilities, expiresAt } = found;
  const principal = {
    kind: "key" as const,
    keyId: id,
    name,
    homeTenantId: tenantId,
    grants: [{ tenantId, type, capabilities }],
    expiresAt,
  };
  cache.set(hash, principal, now);
  return principal;
}
