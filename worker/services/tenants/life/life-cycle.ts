import type { TenantRow } from "../../../../schema/control-plane/index.ts";
import { TrellisError } from "../../../../schema/errors.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
/** How long a deleted account can be brought back: so long its outside ids (numbers, pages) stay its own. */
export const RESTORABLE_MS = 30 * DAY_MS;
/** How long after it was cancelled an account may be erased without being deleted first. */
export const PURGE_DUE_MS = 30 * DAY_MS;

export const LIFE_ACTS = ["suspend", "resume", "cancel", "reinstate", "delete", "restore", "move", "purge"] as const;
export type LifeAct = (typeof LIFE_ACTS)[number];

/** What of a tenant its life is told by. */
export type Life = Pick<TenantRow, "type" | "status" | "statusBefore" | "statusReason" | "statusAt" | "deletedAt">;
export type LifeChange = Partial<Omit<Life, "type">>;

/**
 * What an act makes of a tenant's life; other acts (a move) change nothing of it. Pure. Throws `conflict` with a sentence for people where the
 * act does not fit: a suspended account is not suspended again, a deleted one only comes back or goes for good.
 */
export function lifeChange(
  act: LifeAct,
  life: Life,
  { now, reason = null }: { now: number; reason?: string | null },
): LifeChange {
  const refusal = refusalOf(act, life, now);
  if (refusal !== undefined) throw new TrellisError("conflict", { message: refusal });
  switch (act) {
    case "suspend":
    case "cancel":
      return {
        status: act === "suspend" ? "suspended" : "cancelled",
        // From suspended to cancelled and back: what it was when it last lived.
        statusBefore: life.statusBefore ?? life.status,
        statusReason: reason,
        statusAt: now,
      };
    case "resume":
    case "reinstate":
      return { status: life.statusBefore ?? "active", statusBefore: null, statusReason: null, statusAt: now };
    case "delete":
      return { deletedAt: now };
    case "restore":
      return { deletedAt: null };
    case "purge":
      return { deletedAt: life.deletedAt ?? now };
    case "move":
      return {};
    default:
      return act satisfies never;
  }
}

/** Why an act does not fit a tenant's life, undefined where it does. */
export function refusalOf(act: LifeAct, { type, status, statusAt, deletedAt }: Life, now: number): string | undefined {
  if (type === "platform") return "The platform itself is never suspended, moved or deleted.";
  if (act === "restore") {
    if (deletedAt === null) return "This account is not deleted.";
    return now - deletedAt >= RESTORABLE_MS
      ? "The 30 days in which this account could be restored are over."
      : undefined;
  }
  if (act === "purge") {
    const isDue = status === "cancelled" && now - (statusAt ?? now) >= PURGE_DUE_MS;
    return deletedAt !== null || isDue ? undefined : "Delete this account first. Only what is deleted can be erased.";
  }
  if (deletedAt !== null) return "This account is deleted.";
  switch (act) {
    case "suspend":
      if (status === "suspended") return "This account is suspended already.";
      return status === "cancelled" ? "This account is cancelled, which is more than suspended." : undefined;
    case "resume":
      return status === "suspended" ? undefined : "This account is not suspended.";
    case "cancel":
      return status === "cancelled" ? "This account is cancelled already." : undefined;
    case "reinstate":
      return status === "cancelled" ? undefined : "This account is not cancelled.";
    case "move":
      return type === "subaccount" ? undefined : "Only a client moves to another agency.";
    case "delete":
      return undefined;
    default:
      return act satisfies never;
  }
}
