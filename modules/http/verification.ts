import { boundedLine } from "../meta/bounded.ts";
import type { ProvenId, Verification } from "../module.ts";
import type { Trouble } from "./trouble.ts";

/**
 * What a check found where the provider accepts the credentials. `but`: it works, and something about it does not; the module stays connected
 * with a reason to see. Details that are empty are left out.
 */
export function working(
  now: number,
  details: Readonly<Record<string, string | undefined>> = {},
  { but, proven = [] }: { but?: Trouble | undefined; proven?: ProvenId[] } = {},
): Verification {
  const shown = Object.entries(details).flatMap(([name, value]) =>
    value === undefined || value === "" ? [] : [[name, boundedLine(value, DETAIL_MAX)] as const],
  );
  return {
    health: { ok: true, checkedAt: new Date(now).toISOString(), ...but },
    proven,
    details: Object.fromEntries(shown),
  };
}

/** What a check found where it does not work: nothing is proven. */
export function notWorking(now: number, { cause, reason, fix }: Trouble): Verification {
  return {
    health: { ok: false, checkedAt: new Date(now).toISOString(), cause, reason, fix },
    proven: [],
    details: {},
  };
}

const DETAIL_MAX = 200;
