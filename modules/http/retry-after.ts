/**
 * Seconds an answer asks to wait, undefined where it does not say. https://www.rfc-editor.org/rfc/rfc9110#name-retry-after: seconds, or a date,
 * which counts from the answer's own.
 */
export function retryAfter(headers: Headers): number | undefined {
  const said = headers.get("retry-after") ?? "";
  if (/^\d{1,9}(\.\d+)?$/.test(said)) return boundedWait(Number(said));
  return boundedWait((Date.parse(said) - Date.parse(headers.get("date") ?? "")) / 1000);
}

/** A wait in whole seconds, at most a day: what an answer says is anybody's. Undefined for what is none. */
export function boundedWait(seconds: number | undefined): number | undefined {
  if (seconds === undefined || !Number.isFinite(seconds) || seconds <= 0) return undefined;
  return Math.min(WAIT_MAX_SECONDS, Math.ceil(seconds));
}

/** What to do about it, in words. */
export function waitInWords(seconds: number): string {
  const span = seconds === 1 ? "a second" : seconds < 120 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
  return `Wait ${span}, then verify again.`;
}

const WAIT_MAX_SECONDS = 24 * 3600;
