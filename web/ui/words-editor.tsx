import Plus from "lucide-solid/icons/plus";
import { createSignal, For, Show } from "solid-js";
import { Tag } from "./tag.tsx";
import { WordField } from "./word-field.tsx";

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

/** Labels or tags: remove by the cross, add by typing or from those in use. */
export function WordsEditor(props: WordsEditorProps) {
  const [adding, setAdding] = createSignal(false);
  let addButton: HTMLButtonElement | undefined;

  const remove = (word: string): void => props.onChange?.(props.words.filter((other) => other !== word));

  return (
    <div class="flex flex-wrap items-center gap-1 py-1 max-narrow:py-0">
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
          <WordField
            label={props.label}
            chosen={props.words}
            suggestions={props.suggestions}
            onAdd={(word) => props.onChange?.([...props.words, word])}
            onTakeBack={() => {
              const last = props.words.at(-1);
              if (last !== undefined) remove(last);
            }}
            onDone={(byKey) => {
              setAdding(false);
              if (byKey) queueMicrotask(() => addButton?.focus());
            }}
          />
        </Show>
      </Show>
    </div>
  );
}
