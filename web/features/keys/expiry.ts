const DAY_MS = 24 * 60 * 60_000;

/** How long a new key may work. */
export const EXPIRIES = [
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "365", label: "One year" },
  { value: "never", label: "Until it is revoked" },
] as const;
export type Expiry = (typeof EXPIRIES)[number]["value"];

/** The moment a choice stands for, counted from `now` (ms). */
export function expiresAt(expiry: Expiry, now: number): string | null {
  return expiry === "never" ? null : new Date(now + Number(expiry) * DAY_MS).toISOString();
}
