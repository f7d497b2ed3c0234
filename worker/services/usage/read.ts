import { sightOf } from "../../../durable-objects/sub-account/sight/sight-of.ts";
import { requireCapability } from "../../../schema/actor.ts";
import type { LimitUse, MonthUsed, Usage } from "../../../schema/contracts/plans.ts";
import type { AiUsageRow, UsageMonthRow } from "../../../schema/control-plane/index.ts";
import { levelReached, type Plan, PLAN_LIMITS, PLAN_TERMS, type PlanLimit } from "../../../schema/plans.ts";
import { aiUsageSince } from "../../db/ai-usage.ts";
import { newestMonths, usageOfMonth } from "../../db/usage.ts";
import { seatsOf } from "../../directory/seats.ts";
import { monthOf } from "../assists/month-of.ts";
import type { Ctx } from "../ctx.ts";
import { mayChoosePlan } from "../plans/decider.ts";
import { planOffer } from "../plans/offer.ts";
import { takeNotedOf } from "./noted.ts";
import { recordUse } from "./record.ts";
import { requireTotals } from "./require-totals.ts";

const MONTHS_SHOWN = 12;

/** The active tenant's plan and what it uses of it, brought up to date first. Throws `forbidden`. */
export async function readUsage(ctx: Ctx): Promise<Usage> {
  requireCapability(ctx.actor, "viewSettings");
  requireTotals(ctx.actor);
  const { tenant, db, now } = ctx;
  await recordUse(ctx.env, tenant.id, takeNotedOf(tenant.id), now);
  const [rows, limits, mayChoose] = await Promise.all([
    newestMonths(db, MONTHS_SHOWN),
    limitsOf(ctx),
    mayChoosePlan(ctx),
  ]);
  const ai = await aiUsageSince(db, rows.at(-1)?.month ?? monthOf(now));
  const isTried = tenant.status === "trial" && tenant.trialEndsAt !== null;
  return {
    plan: planOffer(tenant.plan),
    status: tenant.status,
    trialEndsAt: isTried ? new Date(tenant.trialEndsAt ?? 0).toISOString() : null,
    mayChoose,
    limits,
    months: rows.map((row) => monthUsed(row, ai)),
  };
}

/** What the active tenant's limits are, and how much of each is taken, as last recorded. How many contacts there are is not told to who sees only their own. */
export async function limitsOf({
  actor,
  env,
  tenant,
  db,
  now,
}: Pick<Ctx, "actor" | "env" | "tenant" | "db" | "now">): Promise<LimitUse[]> {
  const [month, seats] = await Promise.all([usageOfMonth(db, monthOf(now)), seatsOf(env, tenant.id, now)]);
  return limitUses(tenant.plan, { contacts: month?.contacts ?? 0, users: seats?.people ?? 0 }).filter(
    // An agency's contacts are its clients'.
    ({ limit }) => limit !== "contacts" || (tenant.type === "subaccount" && sightOf(actor) === undefined),
  );
}

/** Each limit of a plan with how much of it is taken. */
export function limitUses(plan: Plan, used: Record<PlanLimit, number>): LimitUse[] {
  return PLAN_LIMITS.map((limit) => {
    const max = PLAN_TERMS[plan][limit];
    return { limit, used: used[limit], max, level: levelReached(used[limit], max) ?? null };
  });
}

function monthUsed(row: UsageMonthRow, ai: readonly AiUsageRow[]): MonthUsed {
  const { month, messagesIn, messagesOut, contactsAdded, contacts, storageBytes, apiRequests } = row;
  const calls = ai.filter((one) => one.month === month);
  const sum = (of: (one: AiUsageRow) => number): number => calls.reduce((total, one) => total + of(one), 0);
  return {
    month,
    messagesIn,
    messagesOut,
    contactsAdded,
    contacts,
    storageBytes,
    apiRequests,
    aiTokens: sum((one) => one.inputTokens + one.outputTokens + one.cacheReadTokens + one.cacheWriteTokens),
    aiCostMicros: sum(({ costMicros }) => costMicros),
  };
}
