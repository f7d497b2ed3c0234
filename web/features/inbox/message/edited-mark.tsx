import { createSignal, Show } from "solid-js";

/** "edited", with what was said at first on hover and on pressing. */
export function EditedMark(props: { before: string | undefined }) {
  const [open, setOpen] = createSignal(false);
  return (
    <Show when={props.before !== undefined} fallback={<span>edited</span>}>
      <button
        type="button"
        aria-expanded={open()}
        data-tip={`At first: ${(props.before ?? "").slice(0, 300)}`}
        class="relative rounded-inner underline decoration-dotted underline-offset-2 after:absolute after:-inset-x-2 after:-inset-y-3.5"
        onClick={() => setOpen(!open())}
      >
        edited
      </button>
      <Show when={open()}>
        <span class="order-first mr-1 max-w-60 basis-full break-words whitespace-pre-wrap">
          At first: {props.before}
        </span>
      </Show>
    </Show>
  );
}
