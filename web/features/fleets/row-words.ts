import type { FleetRowState } from "../../../schema/contracts/fleets.ts";

/** How a client of a fleet stands, in a word and a tone. */
export const ROW_WORDS = {
  waiting: { label: "Waits for values", tone: "neutral" },
  working: { label: "Connecting", tone: "accent" },
  live: { label: "Live", tone: "success" },
  blocked: { label: "Blocked", tone: "danger" },
  stopped: { label: "Stopped", tone: "neutral" },
} as const satisfies Record<FleetRowState, { label: string; tone: string }>;
