import Inbox from "lucide-solid/icons/inbox";
import { Show } from "solid-js";
import { Kbd } from "../../ui/kbd.tsx";
import { useInbox } from "./inbox-context.tsx";

/** The place of the thread while no conversation is chosen. */
export default function NothingSelected(props: { onHelp: () => void }) {
  const { inbox } = useInbox();
  // Where there is nothing to choose, the list says what to do.
  const some = () => inbox.conversations.counts.of("all") !== 0 || inbox.conversations.counts.of("resolved") !== 0;
  return (
    <div class="flex h-full flex-col items-center justify-center gap-3 bg-bg px-6 text-center">
      <Show when={some()}>
        <Inbox class="size-6 text-ink-3" aria-hidden="true" />
        <p class="text-ink-2">Choose a conversation to read and answer it.</p>
        <p class="flex flex-wrap items-center justify-center gap-x-2 gap-y-1 text-13 text-ink-3">
          <Kbd keys="j" /> <Kbd keys="k" /> move through the list
          <button
            type="button"
            class="rounded-inner font-medium text-accent-ink hover:underline"
            onClick={() => props.onHelp()}
          >
            All shortcuts
          </button>
        </p>
      </Show>
    </div>
  );
}
