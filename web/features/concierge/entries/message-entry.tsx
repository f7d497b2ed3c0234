import Sparkles from "lucide-solid/icons/sparkles";
import { Show } from "solid-js";
import type { EntryOf } from "../../../../schema/concierge/entries.ts";
import { RelativeTime } from "../../../ui/relative-time.tsx";

/** What somebody wrote: people at the right, the concierge at the left. Plain text: a model may be made to write anything. */
export function MessageEntry(props: { entry: EntryOf<"message"> }) {
  return (
    <Show when={props.entry.from === "person"} fallback={<Concierge entry={props.entry} />}>
      <div class="flex flex-col items-end">
        <p
          data-said
          class="max-w-[85%] rounded-card rounded-br-[2px] bg-accent-soft px-3.5 py-2 break-words whitespace-pre-wrap text-ink"
        >
          {props.entry.text}
        </p>
        <p class="mt-1 text-12 text-ink-3">
          {props.entry.author} · <RelativeTime at={props.entry.at} />
        </p>
        <Show when={props.entry.removed > 0}>
          <p class="mt-1 max-w-[85%] rounded-inner bg-warning-soft px-2.5 py-1.5 text-12 text-warning">
            {props.entry.removed === 1 ? "A secret was" : `${props.entry.removed} secrets were`} taken out of this
            before it was stored.
          </p>
        </Show>
      </div>
    </Show>
  );
}

function Concierge(props: { entry: EntryOf<"message"> }) {
  return (
    <div class="flex gap-3">
      <ConciergeMark />
      <div class="min-w-0 flex-1 pt-1">
        <p class="break-words whitespace-pre-wrap">
          <span data-said>{props.entry.text}</span>
          <Show when={props.entry.state === "streaming"}>
            <span
              data-streaming
              aria-hidden="true"
              class="ml-0.5 inline-block h-4 w-0.5 animate-[breathe_1.6s_ease-in-out_infinite] bg-accent-ink align-text-bottom"
            />
          </Show>
        </p>
        <Show when={props.entry.state === "cut"}>
          <p class="mt-1 text-12 text-warning">The model broke off here. Nothing it had begun is lost.</p>
        </Show>
      </div>
    </div>
  );
}

/** The concierge's sign, at the left of what it says. */
export function ConciergeMark() {
  return (
    <span
      aria-hidden="true"
      class="flex size-7 shrink-0 items-center justify-center rounded-full bg-accent text-on-accent [&_svg]:size-4"
    >
      <Sparkles />
    </span>
  );
}
