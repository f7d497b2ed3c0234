import { and, asc, eq, gt } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { authenticators } from "../../schema/control-plane/index.ts";
import type { Statement } from "../db/scoped.ts";
import type { Env } from "../env.ts";

/** A tenant that keeps something sealed, in its rows or in its object. */
export interface SecretHolder {
  id: string;
  /** Its object holds copies. */
  hasObject: boolean;
}

/** Tenants that keep something sealed, by id. `after` pages on; an empty answer ends. */
export async function secretHolders(env: Env, after: string, limit: number): Promise<SecretHolder[]> {
  const { results } = await env.DB.prepare(HOLDERS).bind(after, limit).all<{ id: string; type: string }>();
  return results.map(({ id, type }) => ({ id, hasObject: type === "subaccount" }));
}

/** Deleted ones are among them: they come back with what they had until they are erased. */
const HOLDERS = `
SELECT t.id, t.type FROM tenants t WHERE t.id > ?
  AND (EXISTS (SELECT 1 FROM integrations i WHERE i.tenant_id = t.id)
    OR EXISTS (SELECT 1 FROM identity_providers p WHERE p.tenant_id = t.id)
    OR EXISTS (SELECT 1 FROM deployments d WHERE d.tenant_id = t.id)
    OR EXISTS (SELECT 1 FROM concierge_values v WHERE v.tenant_id = t.id))
ORDER BY t.id LIMIT ?`;

/** Authenticator apps of people, by whose they are, as they are sealed. `after` pages on; an empty answer ends. */
export function sealedAuthenticators(
  env: Env,
  after: string,
  limit: number,
): Promise<{ userId: string; sealed: string }[]> {
  return drizzle(env.DB)
    .select({ userId: authenticators.userId, sealed: authenticators.sealed })
    .from(authenticators)
    .where(gt(authenticators.userId, after))
    .orderBy(asc(authenticators.userId))
    .limit(limit);
}

/** A statement that puts another seal on an authenticator, if it is still the one that was read. */
export function resealAuthenticator(env: Env, read: { userId: string; sealed: string }, sealed: string): Statement {
  return drizzle(env.DB)
    .update(authenticators)
    .set({ sealed })
    .where(and(eq(authenticators.userId, read.userId), eq(authenticators.sealed, read.sealed)));
}
