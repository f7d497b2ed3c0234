import { For } from "solid-js";
import type { ConciergeState } from "../../../schema/contracts/concierge.ts";
import { MODULE_STATE_WORDS } from "./module-state-mark.tsx";

/** A part for each module, in the order they are done. The same in words stands beside it. */
export function ProgressBar(props: { progress: ConciergeState["progress"] }) {
  return (
    <div
      role="progressbar"
      aria-label="Modules that are live"
      aria-valuemin={0}
      aria-valuemax={props.progress.total}
      aria-valuenow={props.progress.live}
      aria-valuetext={liveWords(props.progress)}
      class="flex h-1.5 gap-0.5"
    >
      <For each={props.progress.modules.map(({ state }) => state)}>
        {(state) => (
          <span
            class={`min-w-0 flex-1 rounded-full ${MODULE_STATE_WORDS[state].fill} ${state === "working" ? "animate-[breathe_1.6s_ease-in-out_infinite]" : ""}`}
          />
        )}
      </For>
    </div>
  );
}

/** "5 of 7 live". */
export function liveWords({ live, total }: Pick<ConciergeState["progress"], "live" | "total">): string {
  return `${live} of ${total} live`;
}
