import { useSearchParams } from "@solidjs/router";
import Search from "lucide-solid/icons/search";
import X from "lucide-solid/icons/x";
import { createEffect, createSignal, lazy, on, onCleanup, Show, Suspense } from "solid-js";
import { useInbox } from "./inbox-context.tsx";

const LabelFilter = lazy(() => import("./label-filter.tsx"));
const TYPING_PAUSE_MS = 180;

/** Search by person or message and filter by label. Both live in the address, so that a link shows the same list. */
export function ListFilters() {
  const { inbox, acts } = useInbox();
  const [, setSearch] = useSearchParams();
  const [text, setText] = createSignal(inbox.view().search);
  let input: HTMLInputElement | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const apply = (search: string): void => {
    clearTimeout(timer);
    setSearch({ q: search.trim() === "" ? undefined : search }, { replace: true });
  };
  const onInput = (search: string): void => {
    setText(search);
    clearTimeout(timer);
    timer = setTimeout(() => apply(search), TYPING_PAUSE_MS);
  };
  const clear = (): void => {
    setText("");
    apply("");
    input?.focus();
  };
  createEffect(
    on(
      () => inbox.view().search,
      (search) => search.trim() !== text().trim() && setText(search),
      { defer: true },
    ),
  );
  const focus = (): void => input?.select();
  acts.search = focus;
  onCleanup(() => {
    clearTimeout(timer);
    if (acts.search === focus) delete acts.search;
  });

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
            aria-label="Search by name, phone or message"
            placeholder="Search people and messages"
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
        <Suspense fallback={<span class="size-8 shrink-0 max-narrow:size-11" />}>
          <LabelFilter />
        </Suspense>
      </div>
      <Show when={inbox.view().label}>
        {(label) => (
          <p class="mt-2 flex items-center gap-1 text-12 text-ink-3">
            Label
            <span class="min-w-0 truncate font-medium text-ink">{label()}</span>
            <button
              type="button"
              aria-label={`Stop filtering by ${label()}`}
              class="inline-flex size-6 shrink-0 items-center justify-center rounded-inner hover:bg-sunken hover:text-ink max-narrow:size-11 [&_svg]:size-3.5"
              onClick={() => setSearch({ label: undefined }, { replace: true })}
            >
              <X aria-hidden="true" />
            </button>
          </p>
        )}
      </Show>
    </div>
  );
}
