import { createEffect, createSignal, lazy, on, onCleanup, Show, Suspense } from "solid-js";
import type { Conversation } from "../../../../schema/contracts/conversations.ts";
import { type SlashQuery, slashQuery } from "./slash-query.ts";

const CannedPicker = lazy(() => import("./canned-picker.tsx"));

/** Watches the field: a `/` typed at the start of a word opens the canned replies over it. */
export function SlashReplies(props: {
  field: HTMLTextAreaElement | undefined;
  conversation: Conversation;
  /** The field's whole text is to be this. */
  onText: (text: string) => void;
}) {
  const [at, setAt] = createSignal<SlashQuery | undefined>(undefined, { equals: same });
  /** Where Escape was pressed: that word stays a word. */
  let dismissed: number | undefined;

  const look = (field: HTMLTextAreaElement, mayOpen: boolean): void => {
    const { selectionStart, selectionEnd, value } = field;
    const found = selectionStart === selectionEnd ? slashQuery(value, selectionStart) : undefined;
    if (found?.from !== dismissed) dismissed = undefined;
    setAt((before) => (found && (mayOpen || before) && dismissed === undefined ? found : undefined));
  };
  createEffect(
    on(
      () => props.field,
      (field) => {
        setAt(undefined);
        if (!field) return;
        const stop = new AbortController();
        const { signal } = stop;
        field.addEventListener("input", () => look(field, true), { signal });
        for (const event of ["keyup", "click"]) field.addEventListener(event, () => look(field, false), { signal });
        field.addEventListener("blur", ({ relatedTarget }) => isInPicker(relatedTarget) || setAt(undefined), {
          signal,
        });
        onCleanup(() => stop.abort());
      },
    ),
  );

  return (
    <Show when={at() && props.field}>
      {(field) => (
        <Suspense>
          <CannedPicker
            field={field()}
            query={at()?.query ?? ""}
            conversation={props.conversation}
            onInsert={(words, selected) => {
              const place = at();
              if (!place) return;
              const element = field();
              const { value } = element;
              setAt(undefined);
              props.onText(value.slice(0, place.from) + words + value.slice(place.to));
              queueMicrotask(() => {
                element.focus();
                element.setSelectionRange(place.from + selected.start, place.from + selected.end);
              });
            }}
            onClose={() => {
              dismissed = at()?.from;
              setAt(undefined);
            }}
          />
        </Suspense>
      )}
    </Show>
  );
}

function isInPicker(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("[data-canned-picker]") !== null;
}

function same(a: SlashQuery | undefined, b: SlashQuery | undefined): boolean {
  return a?.from === b?.from && a?.to === b?.to && a?.query === b?.query;
}
