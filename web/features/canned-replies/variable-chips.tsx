import { For } from "solid-js";
import { CANNED_VARIABLE_NAMES, CANNED_VARIABLES, type CannedVariable } from "../../../schema/canned/variables.ts";

/** What a reply may say of the conversation, each put in at the caret by a press. */
export function VariableChips(props: { onPick: (variable: CannedVariable) => void }) {
  return (
    <div role="group" aria-label="Put in what is known of the conversation" class="flex flex-wrap gap-1.5">
      <For each={CANNED_VARIABLE_NAMES}>
        {(variable) => (
          <button
            type="button"
            data-tip={`{{${variable}}}`}
            class="h-7 rounded-inner border border-line bg-bg px-2 text-12 text-ink-2 transition-colors duration-100 hover:border-ink-3 hover:text-ink max-narrow:h-11 max-narrow:px-3"
            onClick={() => props.onPick(variable)}
          >
            {CANNED_VARIABLES[variable].words}
          </button>
        )}
      </For>
    </div>
  );
}
