import type { IntegrationState } from "../../../schema/contracts/integrations.ts";
import { Badge, type Tone } from "../../ui/badge.tsx";

const STATES: Record<IntegrationState, { label: string; tone: Tone }> = {
  connected: { label: "Connected", tone: "success" },
  error: { label: "Needs attention", tone: "danger" },
  pending: { label: "Setting up", tone: "warning" },
  disabled: { label: "Off", tone: "neutral" },
};

/** How an installed module stands, in a word. */
export function StateBadge(props: { state: IntegrationState }) {
  return (
    <Badge tone={STATES[props.state].tone} dot>
      {STATES[props.state].label}
    </Badge>
  );
}
