import type { Env } from "../env.ts";

/** What one tenant chose. */
export interface ChosenBrand {
  tenantId: string;
  name: string | null;
  accent: string | null;
  senderName: string | null;
  logoId: string | null;
  logoType: string | null;
  revision: number;
}

/** Which tenant up the tree chose it: the one asked about, its agency, the platform. */
export interface BrandInLine extends ChosenBrand {
  of: "account" | "agency" | "platform";
}

/** What a tenant and those above it chose, nearest first, in one look-up by key. Those who chose nothing are not among them. */
export async function brandLine(env: Env, tenantId: string): Promise<BrandInLine[]> {
  const { results } = await env.DB.prepare(LINE).bind(tenantId).all<BrandInLine>();
  return results.toSorted((a, b) => PLACES.indexOf(a.of) - PLACES.indexOf(b.of));
}

/** What the platform chose, for an address that is no account's. */
export async function platformBrand(env: Env): Promise<BrandInLine[]> {
  const { results } = await env.DB.prepare(PLATFORM).all<BrandInLine>();
  return results;
}

const PLACES: readonly BrandInLine["of"][] = ["account", "agency", "platform"];
const COLUMNS =
  "b.tenant_id AS tenantId, b.name, b.accent, b.sender_name AS senderName, b.logo_id AS logoId, b.logo_type AS logoType, b.revision";
const LINE = `
SELECT 'account' AS "of", ${COLUMNS} FROM branding b WHERE b.tenant_id = ?1
UNION ALL
SELECT 'agency', ${COLUMNS} FROM tenants t JOIN branding b ON b.tenant_id = t.agency_id WHERE t.id = ?1 AND t.agency_id <> t.id
UNION ALL
SELECT 'platform', ${COLUMNS} FROM tenants p JOIN branding b ON b.tenant_id = p.id WHERE p.type = 'platform' AND p.id <> ?1`;
const PLATFORM = `
SELECT 'platform' AS "of", ${COLUMNS} FROM tenants p JOIN branding b ON b.tenant_id = p.id WHERE p.type = 'platform'`;
