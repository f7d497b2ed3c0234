/**
 * A WhatsApp timestamp (text of seconds since the epoch) in ms. Nothing was written after it arrived, so a later time, like an unreadable
 * one, is the time of arrival.
 */
export function providerTime(timestamp: unknown, receivedAt: number): number {
  if (typeof timestamp !== "string" && typeof timestamp !== "number") return receivedAt;
  const seconds = /^\d{9,10}$/.test(String(timestamp)) ? Number(timestamp) : Number.NaN;
  return seconds >= WHATSAPP_EPOCH_SECONDS ? Math.min(seconds * 1000, receivedAt) : receivedAt;
}

/** 2009: there is no older message. */
const WHATSAPP_EPOCH_SECONDS = 1_230_768_000;
