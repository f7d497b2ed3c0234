/** What an agency can be sold, from the least to the most. */
export const PLANS = ["starter", "professional", "enterprise"] as const;
export type Plan = (typeof PLANS)[number];

/** Their names for people. */
export const PLAN_NAMES: Record<Plan, string> = {
  starter: "Starter",
  professional: "Professional",
  enterprise: "Enterprise",
};
