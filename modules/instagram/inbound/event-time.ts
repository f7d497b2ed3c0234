/**
 * When something happened, in ms. Chats give ms, changes seconds, either as a number or as text, and the dashboard's tests a date: the size
 * tells which. Nothing happened after it arrived, so a later time, like an unreadable one, is the time of arrival; without any, the time Meta
 * sent it is the better guess.
 */
export function eventTime(timestamp: unknown, sentAt: unknown, receivedAt: number): number {
  const known = millisecondsOf(timestamp) ?? millisecondsOf(sentAt);
  return known !== undefined && known < receivedAt ? known : receivedAt;
}

/** 2010: before that there was no Instagram. */
const EPOCH_MS = 1_262_304_000_000;
const SECONDS_BELOW = 100_000_000_000;

function millisecondsOf(timestamp: unknown): number | undefined {
  const number =
    typeof timestamp === "string" && !/^\d{1,15}$/.test(timestamp) ? Date.parse(timestamp) : Number(timestamp ?? "x");
  const ms = number < SECONDS_BELOW ? number * 1000 : number;
  return Number.isFinite(ms) && ms >= EPOCH_MS ? Math.trunc(ms) : undefined;
}
