import Plus from "lucide-solid/icons/plus";
import { createSignal, createUniqueId, For, Show } from "solid-js";
import { Tag } from "./tag.tsx";

export interface WordsEditorProps {
  /** One of them: "label". */
  label: string;
  words: readonly string[];
  /** Offered while typing. */
  suggestions: readonly string[];
  most: number;
  /** Absent: they can only be read. */
  onChange?: ((words: string[]) => void) | undefined;
}

const LONGEST = 40;

/** Labels or tags: remove by the cross, add by typing. Enter and comma add, Backspace in an empty field takes the last back. */
export function WordsEditor(props: WordsEditorProps) {
  const id = createUniqueId();
  const [text, setText] = createSignal("");
  const [adding, setAdding] = createSignal(false);
  let addButton: HTMLButtonElement | undefined;

  const add = (): void => {
    const word = text().trim().slice(0, LONGEST);
    setText("");
    if (word !== "" && !props.words.includes(word)) props.onChange?.([...props.words, word]);
  };
  const remove = (word: string): void => props.onChange?.(props.words.filter((other) => other !== word));
  const close = (): void => {
    setAdding(false);
    queueMicrotask(() => addButton?.focus());
  };

  return (
    <div class="flex flex-wrap items-center gap-1 py-1">
      <For each={props.words}>
        {(word) => (
          <Show when={props.onChange} fallback={<Tag text={word} />}>
            {<Tag text={word} onRemove={() => remove(word)} />}
          </Show>
        )}
      </For>
      <Show when={!props.onChange && props.words.length === 0}>
        <span class="text-ink-3">None</span>
      </Show>
      <Show when={props.onChange && props.words.length < props.most}>
        <Show
          when={adding()}
          fallback={
            <button
              ref={(element) => (addButton = element)}
              type="button"
              aria-label={`Add a ${props.label}`}
              class="inline-flex h-6 items-center gap-1 rounded-inner px-1.5 text-12 text-ink-3 hover:bg-sunken hover:text-ink max-narrow:h-11 max-narrow:px-3 [&_svg]:size-3.5"
              onClick={() => setAdding(true)}
            >
              <Plus aria-hidden="true" />
              <Show when={props.words.length === 0}>Add</Show>
            </button>
          }
        >
          <input
            ref={(element) => queueMicrotask(() => element.focus())}
            list={id}
            aria-label={`New ${props.label}`}
            autocomplete="off"
            maxlength={LONGEST}
            class="h-6 w-28 rounded-inner border border-field-line bg-surface px-1.5 text-12 focus:border-accent-ink focus:outline-2 focus:outline-offset-0 focus:outline-accent-soft max-narrow:h-11 max-narrow:text-16"
            value={text()}
            onInput={(event) => setText(event.currentTarget.value)}
            onBlur={() => {
              add();
              setAdding(false);
            }}
            onKeyDown={(event) => {
              if (event.key === "Enter" || event.key === ",") {
                event.preventDefault();
                add();
              } else if (event.key === "Backspace" && text() === "") {
                const last = props.words.at(-1);
                if (last !== undefined) remove(last);
              } else if (event.key === "Escape") {
                event.stopPropagation();
                setText("");
                close();
              }
            }}
          />
          <datalist id={id}>
            <For each={props.suggestions.filter((word) => !props.words.includes(word))}>
              {(word) => <option value={word} />}
            </For>
          </datalist>
        </Show>
      </Show>
    </div>
  );
}
