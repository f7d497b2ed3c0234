import X from "lucide-solid/icons/x";
import { Show } from "solid-js";

/** A label a person put on something. With `onRemove` it carries a cross. */
export function Tag(props: { text: string; onRemove?: () => void }) {
  return (
    <span class="inline-flex h-6 max-w-full items-center gap-1 rounded-inner border border-line bg-surface px-2 text-12 text-ink-2">
      <span class="truncate">{props.text}</span>
      <Show when={props.onRemove}>
        {(remove) => (
          <button
            type="button"
            aria-label={`Remove ${props.text}`}
            class="relative -mr-1 rounded-inner p-0.5 text-ink-3 after:absolute after:-inset-1 hover:bg-sunken hover:text-ink max-narrow:after:-inset-3 [&_svg]:size-3"
            onClick={() => remove()()}
          >
            <X aria-hidden="true" />
          </button>
        )}
      </Show>
    </span>
  );
}
