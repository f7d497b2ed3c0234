import Plus from "lucide-solid/icons/plus";
import { createSignal, For, lazy, Show, Suspense } from "solid-js";

const EmojiPicker = lazy(() => import("./emoji-picker.tsx"));
const QUICK = ["👍", "❤️", "😂", "😮", "😢", "🙏"] as const;

/** The six emoji people react with most, and the way to all others. */
export function EmojiChoice(props: { onPick: (emoji: string) => void }) {
  const [all, setAll] = createSignal(false);
  return (
    <Show
      when={all()}
      fallback={
        <div class="flex">
          <For each={QUICK}>
            {(emoji) => (
              <button
                type="button"
                aria-label={`React with ${emoji}`}
                class={CHOICE}
                onClick={() => props.onPick(emoji)}
              >
                {emoji}
              </button>
            )}
          </For>
          <button
            type="button"
            aria-label="Other emoji"
            class={`${CHOICE} text-ink-2 [&_svg]:size-5`}
            onPointerEnter={() => void EmojiPicker.preload()}
            onClick={() => setAll(true)}
          >
            <Plus aria-hidden="true" />
          </button>
        </div>
      }
    >
      <Suspense fallback={<div class="h-88 w-88 max-w-full" aria-busy="true" />}>
        <EmojiPicker onPick={(emoji) => props.onPick(emoji)} />
      </Suspense>
    </Show>
  );
}

const CHOICE =
  "flex size-10 items-center justify-center rounded-inner text-20 hover:bg-sunken focus-visible:-outline-offset-2 max-narrow:size-11";
