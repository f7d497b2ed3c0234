import { sql } from "drizzle-orm";
import { type TenantRow } from "../../schema/control-plane/index.ts";
import { DAY_MS } from "../../schema/plans.ts";
import type { Statement } from "../db/scoped.ts";
import type { Env } from "../env.ts";
import { seatsFit } from "./seats.ts";

/** A statement that gives a tenant a plan, if nobody has changed it since it was read and its people fit into the plan. */
export function setPlan(
  read: TenantRow,
  set: Pick<TenantRow, "plan" | "status" | "trialEndsAt" | "statusAt" | "updatedAt">,
  now: number,
): Statement {
  return sql`UPDATE tenants SET plan = ${set.plan}, status = ${set.status}, trial_ends_at = ${set.trialEndsAt}, status_at = ${set.statusAt},
      updated_at = ${set.updatedAt}, standing_version = standing_version + 1
    WHERE id = ${read.id} AND standing_version = ${read.standingVersion} AND deleted_at IS NULL AND ${seatsFit(read.id, set.plan, now)}`;
}

/** A statement that lets a trial end at another time, if nobody has changed the tenant since it was read. */
export function setTrialEnd(read: TenantRow, set: Pick<TenantRow, "trialEndsAt" | "updatedAt">): Statement {
  return sql`UPDATE tenants SET trial_ends_at = ${set.trialEndsAt}, updated_at = ${set.updatedAt}, standing_version = standing_version + 1
    WHERE id = ${read.id} AND standing_version = ${read.standingVersion} AND status = 'trial' AND deleted_at IS NULL`;
}

/** How many days before its end people are told of a trial, and when it has ended; and how long after that it is still worth telling. */
export const TRIAL_NOTICES_DAYS = [3, 1, 0] as const;
const STILL_NEWS_MS = 2 * DAY_MS;

/** A trial whose people have yet to be told how many days are left. */
export interface TrialToTell {
  id: string;
  trialEndsAt: number;
  daysLeft: (typeof TRIAL_NOTICES_DAYS)[number];
}

/** Some of the trials that end soon or have just ended and whose people have not been told, the nearest end first. */
export async function trialsToTell(env: Env, now: number, limit: number): Promise<TrialToTell[]> {
  const [first, second] = TRIAL_NOTICES_DAYS;
  const { results } = await env.DB.prepare(TO_TELL)
    .bind(now - STILL_NEWS_MS, now, now + second * DAY_MS, now + first * DAY_MS, limit)
    .all<TrialToTell>();
  return results;
}

const DAYS_LEFT = `CASE WHEN t.trial_ends_at <= ?2 THEN 0 WHEN t.trial_ends_at <= ?3 THEN 1 ELSE 3 END`;
const TO_TELL = `
SELECT t.id, t.trial_ends_at AS trialEndsAt, ${DAYS_LEFT} AS daysLeft FROM tenants t
WHERE t.status = 'trial' AND t.trial_ends_at > ?1 AND t.trial_ends_at <= ?4 AND t.deleted_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM plan_warnings w WHERE w.tenant_id = t.id AND w.period = date(t.trial_ends_at / 1000, 'unixepoch')
    AND w.kind = 'trial' AND w.level <= ${DAYS_LEFT})
ORDER BY t.trial_ends_at LIMIT ?5`;
