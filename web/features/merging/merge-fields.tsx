import { createUniqueId, For, Show } from "solid-js";
import type { MergedField, MergePreview } from "../../../schema/contracts/merges.ts";
import type { Member } from "../../../schema/contracts/members.ts";
import { STAGES } from "../contacts/stages.ts";

const FIELD_WORDS: Record<MergedField, string> = {
  name: "Name",
  phone: "Phone",
  email: "E-mail",
  company: "Company",
  stage: "Stage",
  source: "Source",
  owner: "Owner",
};

/** The two contacts side by side: where they differ, one presses the value that stays. */
export function MergeFields(props: {
  preview: MergePreview;
  members: readonly Member[];
  onChoose: (field: MergedField, side: "a" | "b") => void;
}) {
  const shown = () => props.preview.fields.filter(({ a, b }) => a !== null || b !== null);
  const words = (field: MergedField, value: string | null): string | null => {
    if (value === null) return null;
    if (field === "stage") return STAGES.find((stage) => stage.value === value)?.label ?? value;
    return field === "owner" ? (props.members.find(({ id }) => id === value)?.name ?? "A teammate") : value;
  };
  return (
    <div class="mt-3 divide-y divide-line border-b border-line">
      <div
        aria-hidden="true"
        class="grid grid-cols-[5rem_minmax(0,1fr)_minmax(0,1fr)] gap-2 py-1.5 text-12 font-medium text-ink-2 max-narrow:grid-cols-2"
      >
        <span class="max-narrow:hidden" />
        <span class="truncate px-2">{props.preview.a.name}, stays</span>
        <span class="truncate px-2">{props.preview.b.name}</span>
      </div>
      <For each={shown()}>
        {(row) => (
          <Choice
            label={FIELD_WORDS[row.field]}
            from={row.from}
            a={words(row.field, row.a)}
            b={words(row.field, row.b)}
            onChoose={(side) => props.onChoose(row.field, side)}
          />
        )}
      </For>
    </div>
  );
}

function Choice(props: {
  label: string;
  from: "a" | "b";
  a: string | null;
  b: string | null;
  onChoose: (side: "a" | "b") => void;
}) {
  const name = createUniqueId();
  const same = () => props.a === props.b;
  return (
    <fieldset class="grid grid-cols-[5rem_minmax(0,1fr)_minmax(0,1fr)] items-stretch gap-2 py-1.5 max-narrow:grid-cols-2">
      <legend class="sr-only">{props.label}: which one stays</legend>
      <span aria-hidden="true" class="self-center text-13 text-ink-2 max-narrow:col-span-2">
        {props.label}
      </span>
      <Show when={!same()} fallback={<p class="col-span-2 self-center py-1.5 text-13 break-words">{props.a}</p>}>
        <For each={["a", "b"] as const}>
          {(side) => (
            <label class="relative flex min-h-9 cursor-pointer items-center gap-2 rounded-inner border border-line px-2 py-1 text-13 has-checked:border-accent-ink has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-accent-ink max-narrow:min-h-11">
              <input
                type="radio"
                name={name}
                value={side}
                class="absolute -inset-px size-[calc(100%+2px)] cursor-pointer appearance-none rounded-inner outline-none"
                checked={props.from === side}
                onChange={() => props.onChoose(side)}
              />
              <span
                class={`pointer-events-none relative min-w-0 break-words ${props[side] === null ? "text-ink-2 italic" : ""}`}
              >
                {props[side] ?? "Empty"}
              </span>
            </label>
          )}
        </For>
      </Show>
    </fieldset>
  );
}
