import { requireCapability } from "../../../schema/actor.ts";
import type { ClientUsage, ListClientUsage } from "../../../schema/contracts/plans.ts";
import type { Page } from "../../../schema/contracts/common.ts";
import { pageFrom } from "../../../schema/page-from.ts";
import { type DescendantUse, descendantUses } from "../../directory/usage.ts";
import { monthOf } from "../assists/month-of.ts";
import type { Ctx } from "../ctx.ts";
import { limitUses } from "./read.ts";
import { requireTotals } from "./require-totals.ts";

/** The accounts below the active one by name, each with its plan and what this month's usage was when it was last looked at. Throws `forbidden`. */
export async function listClientUsage(ctx: Ctx, query: ListClientUsage): Promise<Page<ClientUsage>> {
  requireCapability(ctx.actor, "viewSettings");
  requireTotals(ctx.actor);
  const { rows, total } = await descendantUses(ctx.env, ctx.tenant, { ...query, month: monthOf(ctx.now) });
  return pageFrom(rows.map(document), total, query);
}

function document({ tenant, users, month }: DescendantUse): ClientUsage {
  const { id, type, name, slug, status, plan, trialEndsAt } = tenant;
  const limits = limitUses(plan, { contacts: month?.contacts ?? 0, users });
  return {
    id,
    type: type === "agency" ? "agency" : "subaccount",
    name,
    slug,
    status,
    plan,
    trialEndsAt: status === "trial" && trialEndsAt !== null ? new Date(trialEndsAt).toISOString() : null,
    limits: limits.filter(({ limit }) => limit !== "contacts" || type === "subaccount"),
    messagesIn: month?.messagesIn ?? 0,
    messagesOut: month?.messagesOut ?? 0,
    storageBytes: month?.storageBytes ?? 0,
    apiRequests: month?.apiRequests ?? 0,
  };
}
