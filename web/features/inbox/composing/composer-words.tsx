import Lock from "lucide-solid/icons/lock";
import { Show } from "solid-js";
import type { Upload } from "./uploads.ts";

/** Beside the button that sends: what Enter does or who sees a note, then what stands in the way of sending. */
export function ComposerWords(props: {
  note: boolean;
  files: readonly Upload[];
  /** How much more fits, told near the end. */
  room: { left: number; words: string | undefined };
}) {
  const waits = () => {
    if (props.files.every(({ state }) => state === "stored")) return "";
    const wrong = props.files.some(({ state }) => state === "failed" || state === "refused");
    return wrong ? "Remove or retry the file that failed" : "Uploading";
  };
  return (
    <>
      <p class="flex min-w-0 flex-1 items-center gap-1.5 text-12 text-ink-3">
        <Show
          when={props.note}
          fallback={
            <span class={`truncate max-narrow:hidden ${waits() === "" && !props.room.words ? "" : "hidden"}`}>
              Enter sends, Shift+Enter starts a new line
            </span>
          }
        >
          <Lock class="size-3 shrink-0 text-warning" aria-hidden="true" />
          <span class="truncate">Only your team sees this</span>
        </Show>
      </p>
      <p
        id="composer-left"
        role="status"
        class={`text-12 ${props.room.left < 0 ? "font-medium text-danger" : "text-ink-3"}`}
      >
        {props.room.words ?? waits()}
      </p>
    </>
  );
}
