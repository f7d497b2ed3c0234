import type { Tenant } from "../../../schema/contracts/tenants.ts";
import type { Tone } from "../../ui/badge.tsx";

/** The statuses of an account in words and colours. */
export const STATUS_WORDS: Record<Tenant["status"], { label: string; tone: Tone }> = {
  trial: { label: "Trial", tone: "accent" },
  active: { label: "Active", tone: "success" },
  suspended: { label: "Suspended", tone: "warning" },
  cancelled: { label: "Cancelled", tone: "danger" },
};

/** A trial that nobody has chosen a plan in. */
export const TRIAL_OVER: { label: string; tone: Tone } = { label: "Trial over", tone: "warning" };
