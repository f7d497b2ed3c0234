import type { PlanOffer } from "../../../schema/contracts/plans.ts";
import { type Plan, PLAN_NAMES, PLAN_TERMS } from "../../../schema/plans.ts";

/** A plan as the API shows it. */
export function planOffer(plan: Plan): PlanOffer {
  const { priceCents, contacts, users, requestsPerMinute } = PLAN_TERMS[plan];
  return {
    id: plan,
    name: PLAN_NAMES[plan],
    price: { amount: priceCents, currency: "USD" },
    limits: { contacts, users },
    requestsPerMinute,
  };
}
