/** How long the request that made a change has to tell the object itself before the sweep does. */
export const REQUEST_LEAD_MS = 15_000;
const BACKOFF_MAX_MS = 30 * 60_000;

/** When something that failed so many times is tried again, ms since the epoch: longer each time, half an hour at most. */
export function postponedTo(now: number, attempts: number): number {
  return now + Math.min(REQUEST_LEAD_MS * 2 ** Math.min(attempts, 20), BACKOFF_MAX_MS);
}
