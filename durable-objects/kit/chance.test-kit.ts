import { env } from "cloudflare:workers";

const { TRELLIS_LONG, TRELLIS_TEST_SEED } = env as unknown as Record<string, string | undefined>;

/** Whether the full figures are asked for (`npm run test:long`). */
export const LONG = TRELLIS_LONG === "1";

/** Seeds of a run: drawn anew each time, or the one given to repeat a failure. A test prints what it used. */
export function seeds(count: number): number[] {
  if (TRELLIS_TEST_SEED !== undefined && TRELLIS_TEST_SEED !== "") return [Number(TRELLIS_TEST_SEED)];
  return [...crypto.getRandomValues(new Uint32Array(count))];
}

/** Chance that repeats: the same seed gives the same course. */
export interface Chance {
  /** An integer of 0 to `below` - 1. */
  int(below: number): number;
  happens(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
  shuffled<T>(list: readonly T[]): T[];
}

export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  // mulberry32
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (below: number): number => Math.floor(next() * below);
  return {
    int,
    happens: (probability) => next() < probability,
    pick: (from) => from[int(from.length)] as (typeof from)[number],
    shuffled(list) {
      const copy = [...list];
      for (let last = copy.length - 1; last > 0; last -= 1) {
        const other = int(last + 1);
        [copy[last], copy[other]] = [copy[other] as (typeof copy)[number], copy[last] as (typeof copy)[number]];
      }
      return copy;
    },
  };
}
