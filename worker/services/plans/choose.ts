import { subAccount } from "../../../durable-objects/stubs.ts";
import type { ChoosePlan } from "../../../schema/contracts/plans.ts";
import type { Tenant } from "../../../schema/contracts/tenants.ts";
import type { TenantRow } from "../../../schema/control-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { type Plan, PLAN_NAMES, PLAN_TERMS, type PlanLimit } from "../../../schema/plans.ts";
import { mustChange } from "../../db/scoped.ts";
import { seatsOf } from "../../directory/seats.ts";
import { tenantById } from "../../directory/tenants.ts";
import { setPlan } from "../../directory/tenant-plans.ts";
import type { Ctx } from "../ctx.ts";
import { watchOffered } from "../concierge/watch-offered.ts";
import { tenantDocument } from "../tenants/document.ts";
import { notesOf } from "../tenants/life/change-life.ts";
import { logOf } from "../tenants/life/child.ts";
import { tellLater } from "../tenants/life/tell-later.ts";
import { refuseSuspended } from "../tenants/refuse-suspended.ts";
import { planDecider } from "./decider.ts";

/**
 * Chooses the plan of the active tenant, and with that ends its trial: from here on it is paid for. One batch: the plan, guarded by the version
 * the account was read at and by the people it has; the notes that its object, or those of an agency's clients, have to hear of it; a row in its
 * log and in its parent's. Throws `forbidden`, `suspended`, `conflict` (it holds more than the plan does, or somebody changed it meanwhile).
 */
export async function choosePlan(ctx: Ctx, { plan }: ChoosePlan): Promise<Tenant> {
  const decider = await planDecider(ctx);
  if (decider !== ctx) refuseSuspended(decider.tenant, ctx.now);
  const read = await tenantById(ctx.env, ctx.tenant.id);
  if (read === undefined || read.parentId === null) throw new TrellisError("not_found");
  // A trial that is over is just what this ends.
  refuseSuspended({ ...read, trialEndsAt: null, agencyTrialEndsAt: null }, ctx.now);
  if (plan === read.plan && read.status !== "trial") return tenantDocument(read);
  await refuseTooSmall(ctx, read, plan);

  const set = {
    plan,
    status: "active",
    trialEndsAt: null,
    statusAt: read.status === "active" ? read.statusAt : ctx.now,
    updatedAt: Math.max(ctx.now, read.updatedAt + 1),
  } as const;
  const audit = {
    action: "tenant.plan_chosen",
    entity: "tenant",
    entityId: read.id,
    before: { plan: read.plan, status: read.status },
    after: { plan, status: set.status },
  } as const;
  const db = logOf(ctx, read.id);
  const offered = await watchOffered({ env: ctx.env, db, tenant: read }, ctx.now);
  await db.commit({
    writes: [mustChange(setPlan(read, set, ctx.now)), ...notesOf(read, ctx.now), ...offered.writes],
    audit,
    also: [{ db: logOf(ctx, read.parentId), audit }],
    otherwise: new TrellisError("conflict", {
      message: "This account was changed meanwhile. Look again, then retry.",
    }),
  });
  await tellLater(ctx, read);
  ctx.waitUntil(offered.tell(plan));
  return tenantDocument({ ...read, ...set });
}

/** A smaller plan is for whoever fits into it. People are counted again in the write itself; customers may write in at any moment, and are let in. */
async function refuseTooSmall(ctx: Ctx, { id, type }: TenantRow, plan: Plan): Promise<void> {
  const seats = await seatsOf(ctx.env, id, ctx.now);
  if (seats !== undefined) refuseOver(plan, "users", seats.people + seats.invited, "Take somebody off the team first.");
  if (type !== "subaccount" || PLAN_TERMS[plan].contacts === null) return;
  const system = { kind: "system", tenantId: id, via: "control-plane" } as const;
  const { contacts } = await subAccount(ctx.env, id).readUsage(system, { months: [] });
  refuseOver(plan, "contacts", contacts, "Delete some first.");
}

function refuseOver(plan: Plan, limit: PlanLimit, used: number, remedy: string): void {
  const max = PLAN_TERMS[plan][limit];
  if (max === null || used <= max) return;
  const [holds, has] = [max, used].map((n) => n.toLocaleString("en-US"));
  throw new TrellisError("conflict", {
    field: "plan",
    message: `${PLAN_NAMES[plan]} holds ${holds} ${limit}, and this account has ${has}. ${remedy}`,
  });
}
