import { type Vault, VaultError, type VaultPlace } from "../../../durable-objects/kit/vault.ts";
import type { Statement } from "../../db/scoped.ts";

/** What came of some values: the statements that put the new seals on, and which of them no key opens. */
export interface Resealing {
  writes: Statement[];
  current: number;
  unreadable: VaultPlace[];
}

/** Seals values anew under the master key that seals now; those that are stay as they are. Writes nothing itself. */
export async function rewrapValues(
  vault: Vault,
  values: readonly { place: VaultPlace; sealed: string; reseal(sealed: string): Statement }[],
): Promise<Resealing> {
  const done: Resealing = { writes: [], current: 0, unreadable: [] };
  for (const { place, sealed, reseal } of values) {
    try {
      const anew = await vault.rewrap(sealed, place);
      if (anew === sealed) done.current += 1;
      else done.writes.push(reseal(anew));
    } catch (error) {
      if (!(error instanceof VaultError)) throw error;
      done.unreadable.push(place);
    }
  }
  return done;
}
