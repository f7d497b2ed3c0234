/** Wrong passwords in a row that cost nothing but the hash. */
export const FREE_FAILURES = 5;
const FIRST_WAIT_MS = 30_000;
/** No wait is longer: an hour stops guessing, and more would only serve someone who wants to keep a person out. */
export const LONGEST_WAIT_MS = 60 * 60_000;
/** Failures are forgotten a day after the last one. */
export const FORGET_FAILURES_MS = 24 * 60 * 60_000;

/** Failures in a row, and until when the next try must wait (ms since the epoch; 0 = it need not). */
export interface Failures {
  count: number;
  lastAt: number;
  waitUntil: number;
}
export const NO_FAILURES: Failures = { count: 0, lastAt: 0, waitUntil: 0 };

/** One failure more: the fifth waits 30 s, each later one twice as long as the one before, up to an hour. */
export function addFailure(failures: Failures, now: number): Failures {
  const count = current(failures, now).count + 1;
  const doublings = count - FREE_FAILURES;
  const wait = doublings < 0 ? 0 : Math.min(FIRST_WAIT_MS * 2 ** doublings, LONGEST_WAIT_MS);
  return { count, lastAt: now, waitUntil: wait === 0 ? 0 : now + wait };
}

/** What still counts of them now. */
export function current(failures: Failures, now: number): Failures {
  return now - failures.lastAt >= FORGET_FAILURES_MS ? NO_FAILURES : failures;
}
