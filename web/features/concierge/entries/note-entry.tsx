import type { EntryOf } from "../../../../schema/concierge/entries.ts";

const TONES: Record<EntryOf<"note">["tone"], string> = {
  info: "text-ink-3",
  warning: "text-warning",
  success: "text-success",
};

/** What happened to the session itself. */
export function NoteEntry(props: { entry: EntryOf<"note"> }) {
  return (
    <p
      class={`flex items-center gap-3 text-center text-12 before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line ${TONES[props.entry.tone]}`}
    >
      <span class="max-w-[80%]">{props.entry.text}</span>
    </p>
  );
}
