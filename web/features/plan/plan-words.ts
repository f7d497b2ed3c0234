import type { TenantType } from "../../../schema/capabilities.ts";
import { type Plan, PLAN_TERMS, type PlanLimit } from "../../../schema/plans.ts";

/** What a plan's limits are called, as headings. */
export const LIMIT_LABELS: Record<PlanLimit, string> = { contacts: "Contacts", users: "People on the team" };

/** "$99 a month". */
export function priceWords(plan: Plan): string {
  const dollars = PLAN_TERMS[plan].priceCents / 100;
  return `${dollars.toLocaleString("en-US", { style: "currency", currency: "USD", minimumFractionDigits: dollars % 1 === 0 ? 0 : 2 })} a month`;
}

/** What a plan holds, as short lines. An agency's contacts are its clients'. */
export function holdsWords(plan: Plan, type: TenantType): string[] {
  const { contacts, users } = PLAN_TERMS[plan];
  return [...(type === "subaccount" ? [`${many(contacts)} contacts`] : []), `${many(users)} people on the team`].map(
    (line) => line.charAt(0).toUpperCase() + line.slice(1),
  );
}

function many(limit: number | null): string {
  return limit === null ? "any number of" : limit.toLocaleString("en-US");
}

const DAY_MS = 24 * 60 * 60_000;

/** How many days a trial goes on, the begun one included; 0 when it is over. Times in ms since the epoch. */
export function daysLeft(endsAt: number, now: number): number {
  return Math.max(0, Math.ceil((endsAt - now) / DAY_MS));
}

/** "today", "in 1 day", "in 12 days". */
export function endsInWords(endsAt: string, now: number): string {
  const days = daysLeft(Date.parse(endsAt), now);
  if (days === 0) return "now";
  return days === 1 ? "within a day" : `in ${days} days`;
}

/** "2026-11" as people read it: "November 2026". */
export function monthWords(month: string): string {
  return new Date(`${month}-01T00:00:00Z`).toLocaleDateString(undefined, {
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
}
