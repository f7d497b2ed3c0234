import type { DomainRow } from "../../../schema/control-plane/index.ts";

/** What a look at a domain's DNS found. */
export type Finding = "found" | "missing" | "unreachable";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** A domain whose proof was not put up in this time is given up. */
export const PENDING_MAX_MS = 7 * DAY_MS;
/** A domain whose proof is gone so long is no longer the account's: shorter gaps are mistakes that people put right. */
export const MISSING_MAX_MS = 3 * DAY_MS;

type Change = Pick<DomainRow, "status" | "reason" | "checkedAt" | "dueAt" | "verifiedAt" | "missingSince">;

/** What a domain is after a look, and when the next one follows. A domain given up is looked at when somebody asks. */
export function afterCheck(read: DomainRow, finding: Finding, now: number): Change {
  const { status, reason, verifiedAt, missingSince, createdAt } = read;
  const same = { status, reason, verifiedAt, missingSince, checkedAt: now };
  if (finding === "found")
    return {
      ...same,
      status: "verified",
      reason: null,
      verifiedAt: status === "verified" ? verifiedAt : now,
      missingSince: null,
      dueAt: now + DAY_MS,
    };
  // What failed is asked about by hand: that starts nothing anew.
  const isOver = status === "failed" || (status === "pending" && now - createdAt >= PENDING_MAX_MS);
  // Longer each time: names that never answer must not hold up those that do.
  const wait = Math.round(Math.min(Math.max((now - createdAt) / 4, 5 * MINUTE_MS), 6 * HOUR_MS));
  if (finding === "unreachable") {
    const reason = "DNS could not be asked.";
    return isOver ? { ...same, status: "failed", reason, dueAt: null } : { ...same, reason, dueAt: now + wait };
  }
  if (status === "verified") {
    const since = missingSince ?? now;
    if (now - since >= MISSING_MAX_MS)
      return {
        ...same,
        status: "failed",
        reason: "The record has been gone for three days.",
        missingSince,
        dueAt: null,
      };
    const gone = "The record is gone. Put it back within three days, or the domain is lost.";
    return { ...same, reason: gone, missingSince: since, dueAt: now + 6 * HOUR_MS };
  }
  const missing = { ...same, verifiedAt: null, missingSince: null, reason: "The record was not found." };
  if (isOver) return { ...missing, status: "failed", dueAt: null };
  return { ...missing, dueAt: now + wait };
}
