import { useSearchParams } from "@solidjs/router";
import { For, Show } from "solid-js";
import { VIEW_NAMES, type ViewName } from "../../stores/inbox/inbox-view.ts";
import { useInbox } from "./inbox-context.tsx";

const WORDS: Record<ViewName, string> = { mine: "Mine", unassigned: "Unassigned", all: "All", resolved: "Resolved" };

/** The four views of the inbox with how many conversations each has. */
export function ListViews() {
  const { inbox } = useInbox();
  const [, setSearch] = useSearchParams();
  return (
    <nav aria-label="Views" class="flex shrink-0 gap-0.5 overflow-x-auto border-b border-line px-2.5">
      <For each={VIEW_NAMES}>
        {(name) => {
          const current = () => inbox.view().name === name;
          return (
            <button
              type="button"
              aria-current={current() ? "true" : undefined}
              class="relative flex h-9 min-w-0 items-center justify-center gap-1.5 rounded-inner px-2 text-13 font-medium whitespace-nowrap text-ink-2 transition-colors duration-100 hover:text-ink focus-visible:-outline-offset-2 aria-[current]:text-ink aria-[current]:after:absolute aria-[current]:after:inset-x-2 aria-[current]:after:bottom-0 aria-[current]:after:h-0.5 aria-[current]:after:rounded-full aria-[current]:after:bg-accent-ink max-narrow:h-11 max-narrow:flex-1"
              onClick={() => setSearch({ view: name === "all" ? undefined : name }, { replace: true })}
            >
              {WORDS[name]}
              {/* Its room is kept, so that nothing moves when the count comes. */}
              <span class="min-w-4 text-left text-12 font-normal text-ink-3">
                <Show when={inbox.conversations.counts.of(name) !== undefined}>
                  {compact(inbox.conversations.counts.of(name) ?? 0)}
                </Show>
              </span>
            </button>
          );
        }}
      </For>
    </nav>
  );
}

const COMPACT = new Intl.NumberFormat(undefined, { notation: "compact", maximumFractionDigits: 1 });

function compact(count: number): string {
  return COMPACT.format(count);
}
