import { KEY_SCOPES } from "../../schema/capabilities.ts";
import { TrellisError } from "../../schema/errors.ts";
import { reasonOf } from "../../schema/reason-of.ts";
import { apiKeyByHash, KEY_USE_NOTED_MS, noteKeyUse } from "../directory/api-keys.ts";
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

/**
 * What an API key stands for. Throws `unauthenticated` alike for one that never was, is revoked or is over. That it was used is noted after the
 * answer, once a minute at most.
 */
export async function readKey(
  env: Env,
  key: string,
  waitUntil: (work: Promise<unknown>) => void,
): Promise<KeyPrincipal> {
  const now = Date.now();
  if (!isApiKey(key)) throw new TrellisError("unauthenticated");
  const hash = await hashKey(key);
  const remembered = cache.get(hash, now);
  if (remembered !== undefined && (remembered.expiresAt === null || remembered.expiresAt > now)) return remembered;

  const found = await apiKeyByHash(env, hash);
  if (found === undefined || found.revokedAt !== null || (found.expiresAt !== null && found.expiresAt <= now))
    throw new TrellisError("unauthenticated");
  const { id, name, tenantId, type, expiresAt } = found;
  // Whatever a row says: what only people do, no key does.
  const capabilities = found.capabilities.filter((capability) => KEY_SCOPES.includes(capability));
  if (now - (found.lastUsedAt ?? 0) >= KEY_USE_NOTED_MS) waitUntil(note(env, id, now));
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

/** Not worth failing a request for: the next one tries again. */
async function note(env: Env, keyId: string, now: number): Promise<void> {
  try {
    await noteKeyUse(env, keyId, now);
  } catch (error) {
    console.warn(JSON.stringify({ level: "warn", event: "key_use_not_noted", keyId, reason: reasonOf(error) }));
  }
}
