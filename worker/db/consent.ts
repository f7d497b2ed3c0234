import type { ImpersonationConsent } from "../../schema/contracts/impersonations.ts";
import { tenantSettings } from "../../schema/control-plane/index.ts";
import type { ScopedDb, Statement } from "./scoped.ts";

/** What an account has decided about people viewing as its own. Times in ms since the epoch. */
export interface Consent {
  impersonation: ImpersonationConsent;
  /** Where it has to be asked for: until when it is granted. */
  impersonationUntil: number | null;
}

/** What this tenant has decided. One that has decided nothing allows it. */
export async function readConsent(db: ScopedDb): Promise<Consent> {
  const [decided] = await db.select(tenantSettings, { limit: 1 });
  return decided ?? { impersonation: "always", impersonationUntil: null };
}

/** A statement that keeps what this tenant decides. */
export function keepConsent(db: ScopedDb, consent: Consent, now: number): Statement {
  const set = { ...consent, updatedAt: now };
  return db.upsert(tenantSettings, set, [], set);
}
