import Plus from "lucide-solid/icons/plus";
import { createEffect, createMemo, createSignal, createUniqueId, For, on, Show } from "solid-js";
import { placeBeside } from "./menu.tsx";
import { wordChoices } from "./word-choices.ts";

export interface WordFieldProps {
  /** One of them: "label". */
  label: string;
  chosen: readonly string[];
  suggestions: readonly string[];
  onAdd: (word: string) => void;
  /** Backspace where nothing is typed. */
  onTakeBack: () => void;
  /** The person is done: `byKey` when they said so, rather than went elsewhere. */
  onDone: (byKey: boolean) => void;
}

const LONGEST = 40;

/**
 * A field to add words with, and under it those in use. Arrows choose, Enter takes the one marked or makes a new one, a comma takes what was
 * typed, Escape closes first the list and then the field. What was typed when the field is left is added.
 */
export function WordField(props: WordFieldProps) {
  const id = createUniqueId();
  const [text, setText] = createSignal("");
  const [open, setOpen] = createSignal(true);
  const [marked, setMarked] = createSignal(-1);
  let field!: HTMLInputElement;
  let panel: HTMLDivElement | undefined;

  const choices = createMemo(() => wordChoices(text(), props.suggestions, props.chosen));
  const shown = () => open() && choices().length > 0;
  const type = (typed: string): void => {
    setText(typed);
    setOpen(true);
    setMarked(typed.trim() === "" ? -1 : 0);
  };
  const add = (typed: string): void => {
    const word = typed.trim().slice(0, LONGEST);
    type("");
    if (word !== "" && !props.chosen.includes(word)) props.onAdd(word);
  };
  const mark = (index: number): void => {
    const count = choices().length;
    if (count === 0) return;
    setOpen(true);
    setMarked((index + count) % count);
    document.getElementById(`${id}-${marked()}`)?.scrollIntoView({ block: "nearest" });
  };

  createEffect(on(shown, (now) => now && panel?.showPopover?.()));
  // The field moves on as words are added before it, and the list changes its height.
  createEffect(
    on([shown, choices, () => props.chosen], ([now]) => {
      if (now && panel) placeBeside(panel, field.getBoundingClientRect(), "start");
    }),
  );

  const onKey = (event: KeyboardEvent): void => {
    const acts: Record<string, () => void> = {
      ArrowDown: () => mark(marked() + 1),
      ArrowUp: () => mark(marked() <= 0 ? -1 : marked() - 1),
      Enter: () => add((shown() ? choices()[marked()]?.word : undefined) ?? text()),
      ",": () => add(text()),
      Escape: () => {
        if (shown() && text() !== "") return setOpen(false);
        setText("");
        props.onDone(true);
      },
    };
    const act = acts[event.key];
    if (act && !event.isComposing) {
      event.preventDefault();
      event.stopPropagation();
      act();
    } else if (event.key === "Backspace" && text() === "") props.onTakeBack();
  };

  return (
    <>
      <input
        ref={(element) => {
          field = element;
          queueMicrotask(() => element.focus());
        }}
        role="combobox"
        aria-label={`New ${props.label}`}
        aria-autocomplete="list"
        aria-expanded={shown()}
        aria-controls={shown() ? id : undefined}
        aria-activedescendant={shown() && marked() >= 0 ? `${id}-${marked()}` : undefined}
        autocomplete="off"
        maxlength={LONGEST}
        class="h-6 w-28 rounded-inner border border-field-line bg-surface px-1.5 text-12 focus:border-accent-ink focus:outline-2 focus:outline-offset-0 focus:outline-accent-soft max-narrow:h-11 max-narrow:w-44 max-narrow:px-3 max-narrow:text-16"
        value={text()}
        onInput={(event) => type(event.currentTarget.value)}
        onBlur={() => {
          add(text());
          props.onDone(false);
        }}
        onKeyDown={onKey}
      />
      <Show when={shown()}>
        <div
          ref={panel}
          popover="manual"
          class="fixed z-40 max-h-64 w-56 max-w-[calc(100vw-1rem)] animate-[settle_100ms_ease-out] overflow-y-auto rounded-card border border-line bg-surface text-ink shadow-overlay"
          // A press must not take the focus out of the field.
          onPointerDown={(event) => event.preventDefault()}
          onMouseDown={(event) => event.preventDefault()}
        >
          <div id={id} role="listbox" aria-label={`Known ${props.label}s`} class="p-1">
            <For each={choices()}>
              {(choice, index) => (
                <div
                  id={`${id}-${index()}`}
                  role="option"
                  aria-selected={marked() === index()}
                  class="flex h-8 items-center gap-2 rounded-inner px-2 text-13 aria-selected:bg-sunken max-narrow:h-11"
                  onPointerMove={() => setMarked(index())}
                  onClick={() => add(choice.word)}
                >
                  <Show when={choice.isNew}>
                    <Plus class="size-4 shrink-0 text-ink-3" aria-hidden="true" />
                  </Show>
                  <span class="min-w-0 truncate">{choice.isNew ? `Create “${choice.word}”` : choice.word}</span>
                </div>
              )}
            </For>
          </div>
        </div>
      </Show>
    </>
  );
}
