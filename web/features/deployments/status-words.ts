import type { Deployment, DeploymentStatus, Drift, Effect } from "../../../schema/contracts/deployments.ts";
import type { TargetState } from "../../../schema/deployments.ts";
import type { Tone } from "../../ui/badge.tsx";

/** How a deployment stands, in a word. */
export const STATUS: Record<DeploymentStatus, { label: string; tone: Tone }> = {
  running: { label: "Running", tone: "accent" },
  paused: { label: "Paused", tone: "warning" },
  cancelled: { label: "Cancelled", tone: "neutral" },
  removing: { label: "Being taken back", tone: "warning" },
  done: { label: "Done", tone: "success" },
  removed: { label: "Taken back", tone: "neutral" },
};

/** How a client stands to it. */
export const STATE: Record<TargetState, { label: string; tone: Tone }> = {
  waiting: { label: "Waiting", tone: "neutral" },
  connected: { label: "Connected", tone: "success" },
  pending: { label: "Client to finish", tone: "warning" },
  disabled: { label: "Switched off there", tone: "neutral" },
  failed: { label: "Failed", tone: "danger" },
  kept: { label: "Left alone", tone: "neutral" },
  cancelled: { label: "Cancelled", tone: "neutral" },
  removed: { label: "Taken out", tone: "neutral" },
};

/** Where a client differs from what is deployed. */
export const DRIFT: Record<Drift, string> = {
  untold: "Has not taken over the newest settings yet",
  outdated: "Has an earlier version of the settings",
  uninstalled: "The module was taken out there",
};

/** What would become of a client. */
export const EFFECT: Record<Effect, { label: string; tone: Tone }> = {
  install: { label: "Gets it", tone: "success" },
  change: { label: "Is changed", tone: "accent" },
  keep: { label: "Left alone", tone: "neutral" },
  blocked: { label: "Cannot get it", tone: "danger" },
};

/** How far it is, as a part of 1. */
export function partDone({ total, counts }: Deployment): number {
  return total === 0 ? 1 : (total - counts.waiting) / total;
}
