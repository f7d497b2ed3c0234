/** The month of a time (ms since the epoch) in UTC, as usage is kept: `2026-11`. */
export function monthOf(now: number): string {
  return new Date(now).toISOString().slice(0, 7);
}
