import type { Context } from "hono";
import type { AppEnv } from "../app-env.ts";
import { tenantBySite, tenantBySlug } from "../directory/tenants.ts";
import type { Env } from "../env.ts";
import { readHostName } from "../services/domains/host-name.ts";
import { type Host, rememberedHosts, rememberedTenants } from "./remembered-tenants.ts";

/**
 * The account whose address a request came to, in one indexed look-up at most, remembered for less than a second. Undefined at the
 * installation's own address, which costs none, and at one that is nobody's.
 */
export async function hostOf(c: Context<AppEnv>): Promise<Host | undefined> {
  const name = readHostName(c.env, new URL(c.req.url).hostname);
  if (name.kind === "installation") return undefined;
  const now = Date.now();
  const key = name.kind === "slug" ? `slug ${name.slug}` : `domain ${name.domain}`;
  const remembered = rememberedHosts.get(key, now);
  if (remembered !== undefined) return remembered ?? undefined;
  const host = await lookUp(c.env, name);
  rememberedHosts.set(key, host ?? null, now);
  if (host !== undefined) rememberedTenants.set(host.tenant.id, host.tenant, now);
  return host;
}

async function lookUp(
  env: Env,
  name: Exclude<ReturnType<typeof readHostName>, { kind: "installation" }>,
): Promise<Host | undefined> {
  const ownDomain = name.kind === "domain";
  const tenant = await (name.kind === "domain" ? tenantBySite(env, name.domain) : tenantBySlug(env, name.slug));
  return tenant && { tenant, ownDomain };
}
