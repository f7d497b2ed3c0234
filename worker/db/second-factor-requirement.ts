import { tenantSettings } from "../../schema/control-plane/index.ts";
import type { ScopedDb, Statement } from "./scoped.ts";

/** Since when (ms) this agency asks for more than a password; null where it does not. */
export async function requiredSince(db: ScopedDb): Promise<number | null> {
  const [decided] = await db.select(tenantSettings, { limit: 1 });
  return decided?.secondFactorRequiredAt ?? null;
}

/** A statement that keeps what this agency decides. */
export function keepRequiredSince(db: ScopedDb, secondFactorRequiredAt: number | null, now: number): Statement {
  const set = { secondFactorRequiredAt, updatedAt: now };
  return db.upsert(tenantSettings, set, [], set);
}
