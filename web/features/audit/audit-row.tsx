import { Show } from "solid-js";
import type { AuditRow as Row } from "../../../schema/contracts/audit.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { narrow } from "../../stores/narrow.ts";
import { actionWords, authorWords, doorWords, kindWords } from "./audit-words.ts";

/** One row of the log. It opens beside the list, which then is `tight`: as on a narrow screen, all stands in one column. */
export function AuditRow(props: { row: Row; open: boolean; tight: boolean; onOpen: () => void }) {
  const door = () => doorWords(props.row.via) || kindWords(props.row.actor.type);
  const stacked = () => props.tight || narrow();
  return (
    <button
      type="button"
      class="flex size-full items-center gap-3 border-b border-line px-4 text-left text-13 transition-colors duration-100 hover:bg-sunken focus-visible:-outline-offset-2 aria-expanded:bg-accent-soft"
      aria-expanded={props.open}
      onClick={() => props.onOpen()}
    >
      <Avatar name={props.row.actor.name} size={24} />
      <Show
        when={stacked()}
        fallback={
          <>
            <span class="min-w-0 flex-1 truncate font-medium">{authorWords(props.row)}</span>
            <span class="w-64 shrink-0 truncate">{actionWords(props.row.action)}</span>
            <span class="w-52 shrink-0 truncate text-ink-2 max-wide:hidden">{door()}</span>
          </>
        }
      >
        <span class="min-w-0 flex-1">
          <span class="block truncate">{actionWords(props.row.action)}</span>
          <span class="block truncate text-12 text-ink-2">
            {authorWords(props.row)}, {door()}
          </span>
        </span>
      </Show>
      <RelativeTime
        at={props.row.at}
        class={`shrink-0 text-right text-12 whitespace-nowrap text-ink-2 ${stacked() ? "" : "w-28"}`}
      />
    </button>
  );
}
