import ArrowUp from "lucide-solid/icons/arrow-up";
import { nanoid } from "nanoid";
import { createEffect, createSignal, For, onCleanup, Show } from "solid-js";
import { CHAT_MAX_CHARACTERS } from "../../../schema/concierge/words.ts";
import { sayTo } from "../../rest/concierge.ts";
import { narrow } from "../../stores/narrow.ts";
import { CONTROL_CLASS } from "../../ui/field.tsx";
import { explain } from "../../ui/error-state.tsx";
import { Spinner } from "../../ui/spinner.tsx";
import { useSession } from "./session-context.tsx";

/** What this person wrote and the transcript does not hold yet. */
interface Saying {
  clientId: string;
  text: string;
  question?: string;
  state: "sending" | "sent" | "failed";
  reason?: string;
}

/** A sent line leaves when the transcript has it; should it never come that way, after so long. */
const GONE_AFTER_MS = 3_000;

/** A line to the concierge. With a question open it is the answer. */
export function SayBox() {
  const screen = useSession();
  const [text, setText] = createSignal("");
  const [sayings, setSayings] = createSignal<readonly Saying[]>([]);
  const timers = new Set<ReturnType<typeof setTimeout>>();
  onCleanup(() => timers.forEach(clearTimeout));

  const question = () => {
    const { entries, order } = screen.transcript();
    return order.map((id) => entries.get(id)!).findLast((entry) => entry.kind === "question" && entry.state === "open");
  };
  const drop = (clientId: string) => setSayings((all) => all.filter((one) => one.clientId !== clientId));
  const mark = (clientId: string, change: Partial<Saying>) =>
    setSayings((all) => all.map((one) => (one.clientId === clientId ? { ...one, ...change } : one)));

  const written = () =>
    [...screen.transcript().entries.values()].filter((entry) => entry.kind === "message" && entry.from === "person")
      .length;
  // Of lines that have arrived, as many go as came.
  createEffect((before: number) => {
    const now = written();
    if (now > before) {
      const gone = new Set(
        sayings()
          .filter(({ state }) => state !== "failed")
          .slice(0, now - before),
      );
      if (gone.size > 0) setSayings((all) => all.filter((one) => !gone.has(one)));
    }
    return now;
  }, written());

  const send = async (saying: Saying) => {
    try {
      const { clientId, text: words, question: answered } = saying;
      await sayTo(screen.session.id, {
        text: words,
        clientId,
        ...(answered === undefined ? {} : { question: answered }),
      });
      mark(saying.clientId, { state: "sent" });
      timers.add(setTimeout(() => drop(saying.clientId), GONE_AFTER_MS));
    } catch (error) {
      mark(saying.clientId, { state: "failed", reason: explain(error).what });
    }
  };
  const submit = () => {
    const words = text().trim();
    if (words === "" || words.length > CHAT_MAX_CHARACTERS) return;
    const answered = question();
    const saying: Saying = {
      clientId: nanoid(),
      text: words,
      state: "sending",
      ...(answered === undefined ? {} : { question: answered.id }),
    };
    setText("");
    setSayings((all) => [...all, saying]);
    void send(saying);
  };
  const retry = (saying: Saying) => {
    mark(saying.clientId, { state: "sending" });
    void send(saying);
  };

  return (
    <div class="mx-auto w-full max-w-184 px-6 pb-4 max-narrow:px-3 max-narrow:pb-3">
      <For each={sayings()}>
        {(saying) => <Pending saying={saying} onRetry={() => retry(saying)} onDrop={() => drop(saying.clientId)} />}
      </For>
      <form
        class="relative"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <textarea
          aria-label={question() ? "Your answer" : "Write to the concierge"}
          class={`${CONTROL_CLASS} block field-sizing-content h-auto! max-h-40 resize-none rounded-card! py-2.5 pr-12 leading-snug max-narrow:py-3`}
          rows="1"
          placeholder={question() ? "Your answer" : "Write here. No passwords or keys."}
          maxlength={CHAT_MAX_CHARACTERS}
          value={text()}
          onInput={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            // On a phone Enter makes a line, and the button sends.
            if (event.key !== "Enter" || event.shiftKey || event.isComposing || narrow()) return;
            event.preventDefault();
            submit();
          }}
        />
        <button
          type="submit"
          aria-label="Send"
          data-tip="Send"
          disabled={text().trim() === ""}
          class="absolute right-1.5 bottom-1.5 flex size-7.5 items-center justify-center rounded-inner bg-accent text-on-accent hover:bg-accent-hover disabled:bg-sunken disabled:text-ink-3 max-narrow:right-0.5 max-narrow:bottom-0.5 max-narrow:size-11 [&_svg]:size-4"
        >
          <ArrowUp aria-hidden="true" />
        </button>
      </form>
    </div>
  );
}

function Pending(props: { saying: Saying; onRetry: () => void; onDrop: () => void }) {
  return (
    <div class="mb-2 flex flex-col items-end">
      <p class="flex max-w-[85%] items-center gap-2 rounded-card bg-sunken px-3.5 py-2 break-words whitespace-pre-wrap text-ink-2">
        {props.saying.text}
        <Show when={props.saying.state === "sending"}>
          <Spinner />
        </Show>
      </p>
      <Show when={props.saying.state === "failed"}>
        <p class="mt-1 flex items-center gap-2 text-12 text-danger" role="alert">
          {props.saying.reason}
          <button type="button" class="font-medium underline max-narrow:min-h-11" onClick={() => props.onRetry()}>
            Try again
          </button>
          <button type="button" class="underline max-narrow:min-h-11" onClick={() => props.onDrop()}>
            Discard
          </button>
        </p>
      </Show>
    </div>
  );
}
