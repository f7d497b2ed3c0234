import { z } from "zod";
import { PLAN_LIMITS, PLANS } from "../plans.ts";
import { Id, pageOf, Timestamp } from "./common.ts";
import { TENANT_STATUSES } from "./users.ts";

const count = z.number().int();
const Limit = count.nullable().meta({ description: "Null: any number" });

/** A plan as it is sold. */
export const PlanOffer = z.object({
  id: z.enum(PLANS),
  name: z.string(),
  price: z.object({ amount: count.meta({ description: "Cents, a month" }), currency: z.literal("USD") }),
  limits: z.object({ contacts: Limit, users: Limit }),
  requestsPerMinute: count,
});
export type PlanOffer = z.infer<typeof PlanOffer>;
export const PlanOffers = z.object({ docs: z.array(PlanOffer), trialDays: count });
export type PlanOffers = z.infer<typeof PlanOffers>;

/** Choosing a plan ends the trial. */
export const ChoosePlan = z.object({ plan: z.enum(PLANS) });
export type ChoosePlan = z.infer<typeof ChoosePlan>;

export const ExtendTrial = z.object({ endsAt: Timestamp });
export type ExtendTrial = z.infer<typeof ExtendTrial>;

/** A limit of the plan, and how much of it is taken. `level` is the share that has been reached, in percent. */
export const LimitUse = z.object({
  limit: z.enum(PLAN_LIMITS),
  used: count,
  max: Limit,
  level: z.union([z.literal(80), z.literal(100)]).nullable(),
});
export type LimitUse = z.infer<typeof LimitUse>;

/** What was used in a month (UTC). */
export const MonthUsed = z.object({
  month: z.string().meta({ description: "2026-11" }),
  messagesIn: count,
  messagesOut: count,
  contactsAdded: count,
  contacts: count.meta({ description: "How many there were when it was last looked at" }),
  storageBytes: count.meta({ description: "What the files of messages took then" }),
  apiRequests: count,
  aiTokens: count.meta({ description: "Read and written" }),
  aiCostMicros: count.meta({ description: "Millionths of a US dollar" }),
});
export type MonthUsed = z.infer<typeof MonthUsed>;

/** An account's plan and what it uses of it. */
export const Usage = z.object({
  plan: PlanOffer,
  status: z.enum(TENANT_STATUSES),
  trialEndsAt: Timestamp.nullable(),
  mayChoose: z.boolean().meta({ description: "Whether the caller may choose another plan" }),
  limits: z.array(LimitUse),
  months: z.array(MonthUsed).meta({ description: "Newest first, this one leading; at most twelve" }),
});
export type Usage = z.infer<typeof Usage>;

/** An account below the active one, its plan and its month. */
export const ClientUsage = z.object({
  id: Id,
  type: z.enum(["agency", "subaccount"]),
  name: z.string(),
  slug: z.string(),
  status: z.enum(TENANT_STATUSES),
  plan: z.enum(PLANS),
  trialEndsAt: Timestamp.nullable(),
  limits: z.array(LimitUse),
  messagesIn: count,
  messagesOut: count,
  storageBytes: count,
  apiRequests: count,
});
export type ClientUsage = z.infer<typeof ClientUsage>;
export const ClientUsagePage = pageOf(ClientUsage);

export const ListClientUsage = z.object({
  q: z.string().trim().max(120).optional().meta({ description: "Part of the name or address" }),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
});
export type ListClientUsage = z.infer<typeof ListClientUsage>;
