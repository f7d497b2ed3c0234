import Search from "lucide-solid/icons/search";
import SlidersHorizontal from "lucide-solid/icons/sliders-horizontal";
import { createEffect, createSignal, For, on, onCleanup, Show } from "solid-js";
import { narrow } from "../../stores/narrow.ts";
import { Button } from "../../ui/button.tsx";
import { CONTROL_CLASS } from "../../ui/field.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { Select } from "../../ui/select.tsx";
import { Tag } from "../../ui/tag.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { actionWords, DOORS, ENTITIES } from "./audit-words.ts";
import type { FilterName, UrlFilters } from "./url-filters.ts";

const TYPING_PAUSE_MS = 250;
const SEARCH_MAX = 120;
const CHIPS: readonly { name: FilterName; words: (value: string) => string }[] = [
  { name: "actor", words: (value) => `By ${value}` },
  { name: "action", words: actionWords },
  { name: "entityId", words: (value) => `About ${value}` },
  { name: "request", words: (value) => `Request ${value}` },
];

/** What narrows the log down: words, what it is about, the door, days, and whatever a row was asked for more of. */
export function AuditFilterBar(props: {
  filters: UrlFilters;
  onChange: (changes: UrlFilters) => void;
  onClear: () => void;
}) {
  const [open, setOpen] = createSignal(false);
  const some = () => Object.keys(props.filters).length > 0;
  const chips = () => CHIPS.filter(({ name }) => props.filters[name] !== undefined);
  return (
    <div class="flex flex-col gap-2">
      <div class="flex flex-wrap items-end gap-2">
        <Words value={props.filters.text ?? ""} onChange={(text) => props.onChange({ text })} />
        <Show when={narrow()}>
          <IconButton label="Filters" pressed={open()} onClick={() => setOpen(!open())}>
            <SlidersHorizontal aria-hidden="true" />
          </IconButton>
        </Show>
        <Show when={!narrow() || open()}>
          <div class="w-44 max-narrow:w-full">
            <Select
              label="About"
              hideLabel
              value={props.filters.entity ?? ""}
              options={[{ value: "", label: "About anything" }, ...ENTITIES]}
              onChange={(entity) => props.onChange({ entity })}
            />
          </div>
          <div class="w-44 max-narrow:w-full">
            <Select
              label="Through which door"
              hideLabel
              value={props.filters.via ?? ""}
              options={[{ value: "", label: "Through any door" }, ...DOORS]}
              onChange={(via) => props.onChange({ via })}
            />
          </div>
          <For each={["from", "to"] as const}>
            {(name) => (
              <div class="w-38 max-narrow:w-full">
                <TextField
                  type="date"
                  label={name === "from" ? "From day" : "To day"}
                  hideLabel={!narrow()}
                  value={props.filters[name] ?? ""}
                  onInput={(day) => props.onChange({ [name]: day })}
                />
              </div>
            )}
          </For>
        </Show>
        <Show when={some()}>
          <Button variant="ghost" onClick={() => props.onClear()}>
            Clear
          </Button>
        </Show>
      </div>
      <Show when={chips().length > 0}>
        <div class="flex flex-wrap gap-1.5">
          <For each={chips()}>
            {({ name, words }) => (
              <Tag text={words(props.filters[name] ?? "")} onRemove={() => props.onChange({ [name]: "" })} />
            )}
          </For>
        </div>
      </Show>
    </div>
  );
}

/** Words to search for, told of after a pause. What the address says is shown. */
function Words(props: { value: string; onChange: (text: string) => void }) {
  const [text, setText] = createSignal(props.value);
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  createEffect(on(() => props.value, setText, { defer: true }));
  return (
    <div role="search" class="relative w-72 max-narrow:w-auto max-narrow:min-w-0 max-narrow:flex-1">
      <Search
        class="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-ink-3"
        aria-hidden="true"
      />
      <input
        type="search"
        enterkeyhint="search"
        aria-label="Search the log"
        placeholder="Search the log"
        autocomplete="off"
        maxLength={SEARCH_MAX}
        class={`${CONTROL_CLASS} pl-9`}
        value={text()}
        onInput={(event) => {
          setText(event.currentTarget.value);
          clearTimeout(timer);
          timer = setTimeout(() => props.onChange(text().trim()), TYPING_PAUSE_MS);
        }}
      />
    </div>
  );
}
