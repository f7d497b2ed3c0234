import Inbox from "lucide-solid/icons/inbox";
import { Kbd } from "../../ui/kbd.tsx";

/** The place of the thread while no conversation is chosen. */
export function NothingSelected(props: { onHelp: () => void }) {
  return (
    <div class="flex h-full flex-col items-center justify-center gap-3 bg-bg px-6 text-center">
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
    </div>
  );
}
