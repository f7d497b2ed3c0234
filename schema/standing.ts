import type { TenantStatus } from "./contracts/users.ts";

/** How an account stands, as its object is told: its own status and that of the agency above it, in one word. */
export const STANDINGS = ["live", "suspended", "cancelled", "deleted"] as const;
export type Standing = (typeof STANDINGS)[number];

/** What of a tenant its standing comes from. `agencyStatus` is null where no agency stands above it. */
export interface StandsOn {
  status: TenantStatus;
  agencyStatus: TenantStatus | null;
  deletedAt: number | null;
}

/** How a tenant stands. Its own end goes before its agency's, and what is cancelled before what is suspended. */
export function standingOf({ status, agencyStatus, deletedAt }: StandsOn): Standing {
  if (deletedAt !== null) return "deleted";
  if (status === "cancelled" || agencyStatus === "cancelled") return "cancelled";
  if (status === "suspended" || agencyStatus === "suspended") return "suspended";
  return "live";
}

/** Whose doing it is that a tenant does not live: its own or its agency's. Null while it lives. */
export function stoppedBy(tenant: Omit<StandsOn, "deletedAt">): "account" | "agency" | null {
  const standing = standingOf({ ...tenant, deletedAt: null });
  if (standing === "live") return null;
  return tenant.status === standing ? "account" : "agency";
}
