import CircleCheck from "lucide-solid/icons/circle-check";
import CircleDashed from "lucide-solid/icons/circle-dashed";
import CircleDot from "lucide-solid/icons/circle-dot";
import CircleMinus from "lucide-solid/icons/circle-minus";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { type Component, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { ModuleState } from "../../../schema/concierge/words.ts";
import { Spinner } from "../../ui/spinner.tsx";

interface StateWords {
  label: string;
  /** Of the text and of the icon. */
  ink: string;
  /** Of its part of the progress bar. */
  fill: string;
}

/** How far a module is, in a word and a colour. */
export const MODULE_STATE_WORDS: Record<ModuleState, StateWords> = {
  waiting: { label: "Waiting", ink: "text-ink-3", fill: "bg-sunken" },
  asking: { label: "Needs you", ink: "text-accent-ink", fill: "bg-accent" },
  working: { label: "Connecting", ink: "text-accent-ink", fill: "bg-accent" },
  live: { label: "Live", ink: "text-success", fill: "bg-success" },
  blocked: { label: "Does not work yet", ink: "text-danger", fill: "bg-danger-fill" },
  skipped: { label: "Left out", ink: "text-ink-3", fill: "bg-line" },
};

const ICONS: Record<Exclude<ModuleState, "working">, Component<{ class?: string; "aria-hidden"?: "true" }>> = {
  waiting: CircleDashed,
  asking: CircleDot,
  live: CircleCheck,
  blocked: TriangleAlert,
  skipped: CircleMinus,
};

/** The sign of how far a module is; the word stands beside it. */
export function ModuleStateMark(props: { state: ModuleState }) {
  const icon = () => (props.state === "working" ? undefined : ICONS[props.state]);
  return (
    <span class={`shrink-0 [&_svg]:size-4 ${MODULE_STATE_WORDS[props.state].ink}`}>
      <Show when={icon()} fallback={<Spinner />}>
        {(drawn) => <Dynamic component={drawn()} aria-hidden="true" />}
      </Show>
    </span>
  );
}
