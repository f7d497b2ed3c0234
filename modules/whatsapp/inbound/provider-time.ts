/**
 * A WhatsApp timestamp (text of seconds since the epoch) in ms. Nothing was written after it arrived, so a later time, like an unreadable
 * one, is the time of arrival. So is a time within the very second of arrival: of two messages in one second the order of arrival is the
 * better guess than the start of that second.
 */
export function providerTime(timestamp: unknown, receivedAt: number): number {
  if (typeof timestamp !== "string" && typeof timestamp !== "number") return receivedAt;
  const seconds = /^\d{9,10}$/.test(String(timestamp)) ? Number(timestamp) : Number.NaN;
  const isPast = seconds >= WHATSAPP_EPOCH_SECONDS && seconds < Math.floor(receivedAt / 1000);
  return isPast ? seconds * 1000 : receivedAt;
}

/** 2009: there is no older message. */
const WHATSAPP_EPOCH_SECONDS = 1_230_768_000;
