import { type SQL, sql } from "drizzle-orm";
import { branding, type BrandingRow } from "../../schema/control-plane/index.ts";
import type { ScopedDb, Statement } from "./scoped.ts";

export type OwnBranding = Omit<BrandingRow, "tenantId" | "updatedAt">;
const NOTHING: OwnBranding = {
  name: null,
  accent: null,
  senderName: null,
  logoId: null,
  logoType: null,
  voiceAbout: null,
  voiceTone: null,
  voiceAlways: null,
  voiceNever: null,
  revision: 0,
};

/** What this tenant itself chose. */
export async function readBranding(db: ScopedDb): Promise<OwnBranding> {
  const [row] = await db.select(branding, { limit: 1 });
  return row ?? NOTHING;
}

/** A statement that changes it, if nobody has since it was read. */
export function changeBranding(db: ScopedDb, read: OwnBranding, set: Partial<OwnBranding>, now: number): Statement {
  const next = { ...read, ...set, revision: read.revision + 1, updatedAt: now };
  const unchanged: SQL = sql`${branding.revision} = ${read.revision}`;
  return read.revision === 0 ? db.insert(branding, next) : db.update(branding, next, unchanged);
}
