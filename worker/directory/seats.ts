import { type SQL, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { type Plan, PLAN_TERMS, PLANS } from "../../schema/plans.ts";
import type { Env } from "../env.ts";

/** Who takes a place on a tenant's team: whoever has a role on it, and whoever is invited to one. */
export interface Seats {
  plan: Plan;
  people: number;
  invited: number;
}

/** How many places of a tenant are taken at `now` (ms since the epoch). Undefined for one that is not there. */
export async function seatsOf(env: Env, tenantId: string, now: number): Promise<Seats | undefined> {
  const [seats] = await drizzle(env.DB).all<Seats>(
    sql`SELECT s.plan, ${PEOPLE} AS people, ${openInvitations(now)} AS invited FROM tenants s WHERE s.id = ${tenantId}`,
  );
  return seats;
}

/**
 * The condition that a tenant's plan has a place for one person more: it belongs in the statement that fills the place, so that of many at one
 * moment no more than fit come in. Who takes up an invitation has held their place with it, so only `people` are counted then.
 */
export function hasSeat(tenantId: string, { counting, now }: { counting: "people" | "all"; now: number }): SQL {
  const invited = counting === "all" ? sql` + ${openInvitations(now)}` : sql``;
  return sql`EXISTS (SELECT 1 FROM tenants s WHERE s.id = ${tenantId} AND (${SEATS_MAX} IS NULL
    OR ${PEOPLE}${invited} < ${SEATS_MAX}))`;
}

/** The condition that those who are there, and are invited, fit into a plan. */
export function seatsFit(tenantId: string, plan: Plan, now: number): SQL {
  const max = PLAN_TERMS[plan].users;
  return max === null
    ? sql`1 = 1`
    : sql`(SELECT ${PEOPLE} + ${openInvitations(now)} FROM tenants s WHERE s.id = ${tenantId}) <= ${max}`;
}

/** How many people the plan of the tenant `s` of a statement holds; NULL: any number. */
const SEATS_MAX = sql.raw(
  `CASE s.plan ${PLANS.map((plan) => `WHEN '${plan}' THEN ${PLAN_TERMS[plan].users ?? "NULL"}`).join(" ")} END`,
);

/** Those who have a role on the tenant `s` of a statement itself. */
const PEOPLE = sql.raw("(SELECT count(*) FROM grants WHERE tenant_id = s.id)");

function openInvitations(now: number): SQL {
  return sql`(SELECT count(*) FROM invitations WHERE tenant_id = s.id AND accepted_at IS NULL AND revoked_at IS NULL AND expires_at > ${now})`;
}
