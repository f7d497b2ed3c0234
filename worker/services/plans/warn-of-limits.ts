import type { TenantRow } from "../../../schema/control-plane/index.ts";
import { levelReached, limitSentence, PLAN_LIMITS, PLAN_TERMS, type PlanLimit } from "../../../schema/plans.ts";
import { ScopedDb } from "../../db/scoped.ts";
import { wasWarned } from "../../db/usage.ts";
import type { Env } from "../../env.ts";
import { monthOf } from "../assists/month-of.ts";
import { tellBilling } from "./tell-billing.ts";

/** Writes to whoever manages billing where a limit of the plan comes near or is reached: of each level once a month. */
export async function warnOfLimits(
  env: Env,
  tenant: TenantRow,
  used: Record<PlanLimit, number>,
  now: number,
): Promise<void> {
  for (const limit of PLAN_LIMITS) {
    const level = levelReached(used[limit], PLAN_TERMS[tenant.plan][limit]);
    if (level === undefined) continue;
    const warning = { period: monthOf(now), kind: limit, level };
    const db = new ScopedDb(env, { kind: "system", tenantId: tenant.id, via: "control-plane" });
    if (await wasWarned(db, warning)) continue;
    await tellBilling(env, tenant, warning, {
      kind: "plan_limit",
      subject:
        level === 100
          ? `${tenant.name} has reached its limit of ${limit}`
          : `${tenant.name} is close to its limit of ${limit}`,
      paragraphs: [limitSentence(tenant.plan, limit, used[limit]), WHAT_HAPPENS[limit]],
      closing: "You get this mail because you manage billing for the account, once a month at most.",
    });
  }
}

const WHAT_HAPPENS: Record<PlanLimit, string> = {
  contacts:
    "Customers who write in are always let in. Once the limit is reached, your team and your programs can add no more contacts until there is a larger plan.",
  users: "Once the limit is reached, nobody more can be invited until there is a larger plan.",
};
