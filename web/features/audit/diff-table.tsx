import { createMemo, For, Show } from "solid-js";
import type { AuditRow } from "../../../schema/contracts/audit.ts";
import { rowDiff } from "./row-diff.ts";

/** What changed, field by field. */
export function DiffTable(props: { row: AuditRow }) {
  const fields = createMemo(() => rowDiff(props.row.before, props.row.after));
  return (
    <div>
      <h3 class="mb-2 text-13 font-semibold">What changed</h3>
      <Show
        when={fields().length > 0}
        fallback={<p class="text-ink-2">The row keeps no fields: that it was done is all.</p>}
      >
        <ul class="divide-y divide-line overflow-hidden rounded-inner border border-line">
          <For each={fields()}>
            {(field) => (
              <li>
                <p class="bg-sunken px-3 py-1 text-12 font-medium break-all text-ink-2">{field.path}</p>
                <Side sign="−" words="Before" text={field.before} class="bg-danger-soft text-danger" />
                <Side sign="+" words="After" text={field.after} class="bg-success-soft text-success" />
              </li>
            )}
          </For>
        </ul>
      </Show>
    </div>
  );
}

function Side(props: { sign: string; words: string; text: string | undefined; class: string }) {
  return (
    <Show when={props.text !== undefined}>
      <p class={`flex gap-2 px-3 py-1 font-mono text-12 ${props.class}`}>
        <span aria-hidden="true">{props.sign}</span>
        <span class="sr-only">{props.words}:</span>
        <span class="min-w-0 break-words whitespace-pre-wrap">{props.text === "" ? "(empty)" : props.text}</span>
      </p>
    </Show>
  );
}
