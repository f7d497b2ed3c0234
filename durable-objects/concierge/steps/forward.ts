import type { Tx } from "../transcript/tx.ts";

/** Something went forward: what fails now fails for the first time, and the time until a pause begins anew. */
export function goForward({ facts, now }: Tx): void {
  facts.forwardAt = now;
  facts.stumbles = 0;
  facts.restUntil = 0;
}

/** Something failed that may go away: nothing is tried for `seconds`, or a little longer each time. */
export function stumble({ facts, now }: Tx, seconds: number | undefined): void {
  facts.stumbles += 1;
  facts.restUntil = now + 1_000 * (seconds ?? Math.min(2 ** (facts.stumbles - 1), REST_MAX_SECONDS));
}

const REST_MAX_SECONDS = 60;
