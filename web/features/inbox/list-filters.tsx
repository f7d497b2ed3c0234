import { useSearchParams } from "@solidjs/router";
import ListFilter from "lucide-solid/icons/list-filter";
import Search from "lucide-solid/icons/search";
import X from "lucide-solid/icons/x";
import { createEffect, createSignal, on, onCleanup, Show } from "solid-js";
import { IconButton } from "../../ui/icon-button.tsx";
import { Menu, type MenuEntry } from "../../ui/menu.tsx";
import { Tag } from "../../ui/tag.tsx";
import { useInbox } from "./inbox-context.tsx";

const TYPING_PAUSE_MS = 180;

/** Search by person and filter by label. Both live in the address, so that a link shows the same list. */
export function ListFilters() {
  const { inbox, acts } = useInbox();
  const [, setSearch] = useSearchParams();
  const [text, setText] = createSignal(inbox.view().person);
  let input: HTMLInputElement | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const apply = (person: string): void => {
    clearTimeout(timer);
    setSearch({ q: person.trim() === "" ? undefined : person }, { replace: true });
  };
  const onInput = (person: string): void => {
    setText(person);
    clearTimeout(timer);
    timer = setTimeout(() => apply(person), TYPING_PAUSE_MS);
  };
  const clear = (): void => {
    setText("");
    apply("");
    input?.focus();
  };
  createEffect(
    on(
      () => inbox.view().person,
      (person) => person.trim() !== text().trim() && setText(person),
      { defer: true },
    ),
  );
  const focus = (): void => input?.select();
  acts.search = focus;
  onCleanup(() => {
    clearTimeout(timer);
    if (acts.search === focus) delete acts.search;
  });

  const label = () => inbox.view().label;
  const setLabel = (next: string | null): void => setSearch({ label: next ?? undefined }, { replace: true });
  const entries = (): MenuEntry[] => {
    const labels = inbox.labels();
    if (labels.length === 0) return [{ heading: "No labels yet. Add one in a conversation's panel." }];
    return [
      { heading: "Filter by label" },
      { label: "Any label", checked: label() === null, onSelect: () => setLabel(null) },
      ...labels.map((name) => ({ label: name, checked: label() === name, onSelect: () => setLabel(name) })),
    ];
  };

  return (
    <div class="shrink-0 px-3 pt-3 pb-1.5">
      <div class="flex items-center gap-1">
        <div role="search" class="relative min-w-0 flex-1">
          <Search
            class="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-ink-3"
            aria-hidden="true"
          />
          <input
            ref={(element) => (input = element)}
            type="text"
            inputmode="search"
            enterkeyhint="search"
            autocomplete="off"
            aria-label="Search people by name or phone"
            placeholder="Search people"
            class="h-8 w-full rounded-inner border border-transparent bg-sunken pr-8 pl-8.5 text-13 transition-colors duration-100 hover:border-line focus:border-accent-ink focus:bg-surface focus:outline-2 focus:outline-offset-0 focus:outline-accent-soft max-narrow:h-11 max-narrow:text-16"
            value={text()}
            onInput={(event) => onInput(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter") apply(text());
              if (event.key === "Escape" && text() !== "") {
                event.stopPropagation();
                clear();
              }
            }}
          />
          <Show
            when={text() !== ""}
            fallback={
              <kbd
                class="pointer-events-none absolute top-1/2 right-2 -translate-y-1/2 font-sans text-12 text-ink-3 max-narrow:hidden"
                aria-hidden="true"
              >
                /
              </kbd>
            }
          >
            <button
              type="button"
              aria-label="Clear the search"
              class="absolute top-1/2 right-1 flex size-6 -translate-y-1/2 items-center justify-center rounded-inner text-ink-3 hover:text-ink max-narrow:right-0 max-narrow:size-11 [&_svg]:size-4"
              onClick={clear}
            >
              <X aria-hidden="true" />
            </button>
          </Show>
        </div>
        <Menu
          align="end"
          entries={entries()}
          trigger={(trigger) => (
            <IconButton
              {...trigger}
              label={label() === null ? "Filter by label" : `Filtered by ${label()}`}
              class={label() === null ? "" : "bg-accent-soft text-accent-ink"}
            >
              <ListFilter aria-hidden="true" />
            </IconButton>
          )}
        />
      </div>
      <Show when={label()}>
        {(name) => (
          <div class="mt-2 flex items-center gap-2 text-12 text-ink-3">
            Label <Tag text={name()} onRemove={() => setLabel(null)} />
          </div>
        )}
      </Show>
    </div>
  );
}
