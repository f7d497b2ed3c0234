/** Where a conversation stands in WhatsApp's rule: free-form text is allowed for 24 hours after the customer's last message. */
export type ReplyWindow =
  | { state: "never" }
  | { state: "closed"; closedMs: number }
  | { state: "open"; leftMs: number; closing: boolean };

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** From here on the list says so too: a reply put off now is a reply lost. */
export const CLOSING_MS = 2 * HOUR_MS;

/** `expiresAt` as the API gives it, `nowMs` since the epoch. The very moment of expiry is closed. */
export function replyWindow(expiresAt: string | null, nowMs: number): ReplyWindow {
  if (expiresAt === null) return { state: "never" };
  const leftMs = Date.parse(expiresAt) - nowMs;
  return leftMs > 0
    ? { state: "open", leftMs, closing: leftMs <= CLOSING_MS }
    : { state: "closed", closedMs: Math.abs(leftMs) };
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
