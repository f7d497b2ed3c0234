import { createSignal, For, Show } from "solid-js";
import type { EntryOf } from "../../../../schema/concierge/entries.ts";
import { sayTo } from "../../../rest/concierge.ts";
import { Button } from "../../../ui/button.tsx";
import { focusHome } from "../focus-home.ts";
import { useSession } from "../session-context.tsx";
import { EntryCard } from "./entry-card.tsx";

/** A question: its choices to press, or an answer of one's own in the line at the foot. */
export function QuestionEntry(props: { entry: EntryOf<"question"> }) {
  const screen = useSession();
  const [sending, setSending] = createSignal<string>();
  const answer = async (text: string) => {
    if (sending() !== undefined) return;
    setSending(text);
    await screen.ask("The answer was not taken.", () =>
      sayTo(screen.session.id, { text, question: props.entry.id, clientId: `${props.entry.id}-${screen.me.id}` }),
    );
    setSending(undefined);
  };
  return (
    <EntryCard label="Question">
      <p class="break-words whitespace-pre-wrap">{props.entry.text}</p>
      <Show when={props.entry.state === "open" && screen.mayAct()}>
        <Show when={props.entry.choices.length > 0}>
          <div class="mt-3 flex flex-wrap gap-2">
            <For each={props.entry.choices}>
              {(choice) => (
                <Button
                  ref={focusHome}
                  class="h-auto! min-h-8 py-1 whitespace-normal! max-narrow:min-h-11"
                  busy={sending() === choice}
                  onClick={() => void answer(choice)}
                >
                  {choice}
                </Button>
              )}
            </For>
          </div>
        </Show>
        <p class="mt-2 text-12 text-ink-3">
          {props.entry.choices.length > 0 ? "Or write your own answer below." : "Write your answer below."}
        </p>
      </Show>
      <Show when={props.entry.state === "answered"}>
        <p class="mt-2 text-13 text-ink-2">
          <span class="font-medium text-ink">{props.entry.answer}</span>
          <Show when={props.entry.by}>{(by) => <span class="text-ink-3"> · {by()}</span>}</Show>
        </p>
      </Show>
      <Show when={props.entry.state === "over"}>
        <p class="mt-2 text-13 text-ink-3">This does not need an answer any more.</p>
      </Show>
    </EntryCard>
  );
}
