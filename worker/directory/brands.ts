import type { VoiceField } from "../../schema/contracts/brand-voice.ts";
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

/** What one tenant up the tree says of how it sounds. */
export type VoiceInLine = Record<VoiceField, string | null> & Pick<BrandInLine, "of">;

/** What a tenant and those above it chose, nearest first, in one look-up by key. Those who chose nothing are not among them. */
export async function brandLine(env: Env, tenantId: string): Promise<BrandInLine[]> {
  return readLine(env, LINE, tenantId);
}

/** The same of how they sound, read apart: it is long, and looks are asked for far more often. */
export async function voiceLine(env: Pick<Env, "DB">, tenantId: string): Promise<VoiceInLine[]> {
  return readLine(env, VOICE_LINE, tenantId);
}

async function readLine<Row extends Pick<BrandInLine, "of">>(
  env: Pick<Env, "DB">,
  line: string,
  tenantId: string,
): Promise<Row[]> {
  const { results } = await env.DB.prepare(line).bind(tenantId).all<Row>();
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
const VOICE_COLUMNS = "b.voice_about AS about, b.voice_tone AS tone, b.voice_always AS always, b.voice_never AS never";
const lineOf = (columns: string): string => `
SELECT 'account' AS "of", ${columns} FROM branding b WHERE b.tenant_id = ?1
UNION ALL
SELECT 'agency', ${columns} FROM tenants t JOIN branding b ON b.tenant_id = t.agency_id WHERE t.id = ?1 AND t.agency_id <> t.id
UNION ALL
SELECT 'platform', ${columns} FROM tenants p JOIN branding b ON b.tenant_id = p.id WHERE p.type = 'platform' AND p.id <> ?1`;
const LINE = lineOf(COLUMNS);
const VOICE_LINE = lineOf(VOICE_COLUMNS);
const PLATFORM = `
SELECT 'platform' AS "of", ${COLUMNS} FROM tenants p JOIN branding b ON b.tenant_id = p.id WHERE p.type = 'platform'`;
