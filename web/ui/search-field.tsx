import Search from "lucide-solid/icons/search";
import X from "lucide-solid/icons/x";
import { createSignal, onCleanup, Show } from "solid-js";
import { CONTROL_CLASS } from "./field.tsx";

const TYPING_PAUSE_MS = 180;

/** Type to search: tells of what was typed after a short pause, and of nothing when it was cleared. */
export function SearchField(props: {
  label: string;
  /** What is searched for already, when the page is opened. */
  initial?: string;
  placeholder?: string;
  onSearch: (text: string) => void;
  class?: string;
}) {
  const [text, setText] = createSignal(props.initial ?? "");
  let timer: ReturnType<typeof setTimeout> | undefined;
  let input: HTMLInputElement | undefined;
  onCleanup(() => clearTimeout(timer));
  const change = (value: string, pause: number) => {
    setText(value);
    clearTimeout(timer);
    timer = setTimeout(() => props.onSearch(value.trim()), pause);
  };
  return (
    <div role="search" class={`relative ${props.class ?? ""}`}>
      <Search
        class="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-ink-3"
        aria-hidden="true"
      />
      <input
        ref={input}
        type="text"
        inputmode="search"
        enterkeyhint="search"
        aria-label={props.label}
        placeholder={props.placeholder ?? props.label}
        autocomplete="off"
        spellcheck={false}
        class={`${CONTROL_CLASS} pl-9 ${text() === "" ? "" : "pr-9"}`}
        value={text()}
        onInput={(event) => change(event.currentTarget.value, TYPING_PAUSE_MS)}
        onKeyDown={(event) => {
          if (event.key === "Escape" && text() !== "") change("", 0);
        }}
      />
      <Show when={text() !== ""}>
        <button
          type="button"
          aria-label="Clear the search"
          class="absolute inset-y-0 right-0 flex w-9 items-center justify-center text-ink-3 hover:text-ink max-narrow:w-11 [&_svg]:size-4"
          onClick={() => {
            change("", 0);
            input?.focus();
          }}
        >
          <X aria-hidden="true" />
        </button>
      </Show>
    </div>
  );
}
