import type { TenantStatus } from "./contracts/users.ts";

/**
 * How an account stands, as its object is told: its own status and that of the agency above it, in one word. `trial_over` is live but for the
 * time: nobody has chosen a plan before its trial, or its agency's, ended.
 */
export const STANDINGS = ["live", "trial_over", "suspended", "cancelled", "deleted"] as const;
export type Standing = (typeof STANDINGS)[number];

/** What of a tenant its standing comes from. What is the agency's is null where no agency stands above it. Times are ms since the epoch. */
export interface StandsOn {
  status: TenantStatus;
  trialEndsAt: number | null;
  agencyStatus: TenantStatus | null;
  agencyTrialEndsAt: number | null;
  deletedAt: number | null;
}

/**
 * How a tenant stands at a moment. Its own end goes before its agency's, what is cancelled before what is suspended, and both before a trial
 * that is over.
 */
export function standingOf(tenant: StandsOn, now: number): Standing {
  const { status, agencyStatus, deletedAt } = tenant;
  if (deletedAt !== null) return "deleted";
  if (status === "cancelled" || agencyStatus === "cancelled") return "cancelled";
  if (status === "suspended" || agencyStatus === "suspended") return "suspended";
  const until = trialUntil(tenant);
  return until !== null && until <= now ? "trial_over" : "live";
}

/** When a tenant that lives stops for want of a plan, its own or its agency's; null where no trial runs. */
export function trialUntil({ status, trialEndsAt, agencyStatus, agencyTrialEndsAt }: StandsOn): number | null {
  const ends = [status === "trial" ? trialEndsAt : null, agencyStatus === "trial" ? agencyTrialEndsAt : null];
  const running = ends.filter((end) => end !== null);
  return running.length === 0 ? null : Math.min(...running);
}

/** Whose doing it is that a tenant does not live: its own or its agency's. Null while it lives. */
export function stoppedBy(tenant: Omit<StandsOn, "deletedAt">, now: number): "account" | "agency" | null {
  const standing = standingOf({ ...tenant, deletedAt: null }, now);
  if (standing === "live") return null;
  const itself = { ...tenant, agencyStatus: null, agencyTrialEndsAt: null, deletedAt: null };
  return standingOf(itself, now) === standing ? "account" : "agency";
}
