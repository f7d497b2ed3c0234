/** What an agency can be sold, from the least to the most. */
export const PLANS = ["starter", "professional", "enterprise"] as const;
export type Plan = (typeof PLANS)[number];

/** Their names for people. */
export const PLAN_NAMES: Record<Plan, string> = {
  starter: "Starter",
  professional: "Professional",
  enterprise: "Enterprise",
};

/** What a plan holds an account to: how many there can be at once. */
export const PLAN_LIMITS = ["contacts", "users"] as const;
export type PlanLimit = (typeof PLAN_LIMITS)[number];

/** What a plan costs and allows. A limit of null is none. */
export interface PlanTerms extends Record<PlanLimit, number | null> {
  /** A month, in cents of a US dollar. */
  priceCents: number;
  /** What programs and people may ask of the account together. */
  requestsPerMinute: number;
}

export const PLAN_TERMS = {
  starter: { priceCents: 9_900, contacts: 1_000, users: 3, requestsPerMinute: 15_000 },
  professional: { priceCents: 19_900, contacts: 5_000, users: 10, requestsPerMinute: 30_000 },
  enterprise: { priceCents: 29_900, contacts: null, users: null, requestsPerMinute: 120_000 },
} as const satisfies Record<Plan, PlanTerms>;

/** How long an account is tried before somebody chooses a plan for it. */
export const TRIAL_DAYS = 14;
export const DAY_MS = 24 * 60 * 60_000;

/** At which share of a limit people are told, in percent. */
export const WARNING_LEVELS = [80, 100] as const;
export type WarningLevel = (typeof WARNING_LEVELS)[number];

/** The highest level that so many have reached, or undefined below all of them. A limit of null is never near. */
export function levelReached(used: number, limit: number | null): WarningLevel | undefined {
  if (limit === null) return undefined;
  return WARNING_LEVELS.findLast((level) => used * 100 >= limit * level);
}

/** What of a plan's limits people read when one is in the way: "The Starter plan holds 1,000 contacts, and this account has 1,000." */
export function limitSentence(plan: Plan, limit: PlanLimit, used: number): string {
  const max = PLAN_TERMS[plan][limit];
  const most = max === null ? "any number of" : max.toLocaleString("en-US");
  return `The ${PLAN_NAMES[plan]} plan holds ${most} ${limit}, and this account has ${used.toLocaleString("en-US")}.`;
}
