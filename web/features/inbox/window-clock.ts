/**
 * Where a conversation stands in its channel's rule: free-form replies are allowed for some time after the customer's last message. `person`:
 * that is over, and people (but nothing automatic) may still answer for `leftMs`.
 */
export type ReplyWindow =
  | { state: "never" }
  | { state: "closed"; closedMs: number }
  | { state: "person"; leftMs: number; closing: boolean }
  | { state: "open"; leftMs: number; closing: boolean };

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** From here on the list says so too: a reply put off now is a reply lost. */
const CLOSING_MS = 2 * HOUR_MS;

/** Times as the API gives them, `nowMs` since the epoch. The very moment of expiry is closed. */
export function replyWindow(
  { windowExpiresAt, humanAgentUntil }: { windowExpiresAt: string | null; humanAgentUntil?: string | undefined },
  nowMs: number,
): ReplyWindow {
  if (windowExpiresAt === null) return { state: "never" };
  const openMs = Date.parse(windowExpiresAt) - nowMs;
  const personMs = humanAgentUntil === undefined ? openMs : Date.parse(humanAgentUntil) - nowMs;
  if (openMs > 0) return { state: "open", leftMs: openMs, closing: Math.max(openMs, personMs) <= CLOSING_MS };
  if (personMs > 0) return { state: "person", leftMs: personMs, closing: personMs <= CLOSING_MS };
  return { state: "closed", closedMs: Math.abs(personMs) };
}

/** "3 h 12 min", "12 min", "less than a minute", "2 days": rounded down, so that it never promises more than there is. */
export function duration(ms: number): string {
  if (ms < MINUTE_MS) return "less than a minute";
  if (ms >= 2 * DAY_MS) return `${Math.floor(ms / DAY_MS)} days`;
  const hours = Math.floor(ms / HOUR_MS);
  const minutes = Math.floor((ms % HOUR_MS) / MINUTE_MS);
  if (hours === 0) return `${minutes} min`;
  return minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`;
}
