import { For } from "solid-js";
import { type Step, STEPS } from "./draft.ts";

const LABELS: Record<Step, string> = {
  company: "Company",
  owner: "You",
  address: "Address",
  plan: "Plan",
  done: "Done",
};

/** How far one has come: five steps, this one marked. */
export function StepList(props: { at: Step }) {
  const at = () => STEPS.indexOf(props.at);
  return (
    <ol class="mb-6 flex gap-1.5" aria-label="Steps">
      <For each={STEPS}>
        {(step, n) => (
          <li
            class="min-w-0 flex-1 border-t-2 pt-1.5 text-12"
            classList={{
              "border-accent font-medium text-ink": n() === at(),
              "border-accent text-ink-2": n() < at(),
              "border-line text-ink-3": n() > at(),
            }}
            aria-current={n() === at() ? "step" : undefined}
          >
            {LABELS[step]}
          </li>
        )}
      </For>
    </ol>
  );
}
