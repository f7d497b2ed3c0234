import { createSignal, onCleanup, Show } from "solid-js";
import { focusWhenGone } from "./focus-when-gone.ts";
import { undoOf } from "../composing/undo-send.ts";

const TICK_MS = 250;

/** In place of the ticks of a message that has not left: how long until it does, and the way to take it back. `until` in ms since the epoch. */
export function HeldMark(props: { clientId: string; until: number }) {
  const [at, setAt] = createSignal(Date.now());
  const timer = setInterval(() => setAt(Date.now()), TICK_MS);
  onCleanup(() => clearInterval(timer));
  return (
    <span class="inline-flex items-center gap-1 tabular-nums" data-stage="held">
      Sending in {Math.max(1, Math.ceil((props.until - at()) / 1000))} s
      <Show when={undoOf(props.clientId)}>
        {(undo) => (
          <>
            <span aria-hidden="true">·</span>
            <button
              ref={focusWhenGone}
              type="button"
              class="relative rounded-inner font-medium text-accent-ink after:absolute after:-inset-x-2 after:-inset-y-3.5 hover:underline"
              data-tip="Undo"
              data-tip-keys="Ctrl+Z"
              onClick={() => undo()()}
            >
              Undo
            </button>
          </>
        )}
      </Show>
    </span>
  );
}
