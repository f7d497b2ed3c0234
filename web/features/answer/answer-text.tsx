import { createEffect, Show } from "solid-js";
import { createCountdown } from "../../stores/countdown.ts";
import { Skeleton } from "../../ui/skeleton.tsx";
import { type Answer, isRunning } from "./answer.ts";

/** Closer to the end than this, it stays at the end while more comes. */
const AT_END_PX = 24;

/** The words as they come. Before the first, what is waited for. */
export function AnswerText(props: { answer: Answer }) {
  const wait = createCountdown();
  createEffect(() => {
    const until = props.answer.retrying?.at;
    wait.start(until === undefined ? 0 : (until - Date.now()) / 1_000);
  });
  let scroller: HTMLDivElement | undefined;
  let follows = true;
  createEffect(() => {
    void props.answer.text;
    if (follows && isRunning(props.answer)) scroller?.scrollTo({ top: scroller.scrollHeight });
  });

  return (
    <div
      ref={(element) => (scroller = element)}
      // Words that overflow are read with the arrow keys.
      tabindex={props.answer.text === "" ? undefined : 0}
      role={props.answer.text === "" ? undefined : "group"}
      aria-label={props.answer.text === "" ? undefined : "What the AI wrote"}
      class="mx-1 min-h-0 overflow-y-auto rounded-inner px-2.5 pt-1 pb-2 text-14 focus-visible:-outline-offset-2"
      onScroll={({ currentTarget: at }) => (follows = at.scrollHeight - at.scrollTop - at.clientHeight < AT_END_PX)}
    >
      <Show
        when={props.answer.text !== ""}
        fallback={
          <Show when={props.answer.retrying} fallback={<Waiting />}>
            {(retrying) => (
              <p class="py-1 text-13 text-ink-2">
                {retrying().reason === "overloaded" ? "Claude is overloaded." : "Claude is asked too often."}{" "}
                {wait.seconds() > 0 ? `Asking again in ${wait.seconds()} s.` : "Asking again now."} Nothing is lost.
              </p>
            )}
          </Show>
        }
      >
        <p class="break-words whitespace-pre-wrap">
          {props.answer.text}
          <Show when={props.answer.state === "writing"}>
            <span
              aria-hidden="true"
              class="ml-0.5 inline-block h-4 w-0.5 animate-[breathe_1.6s_ease-in-out_infinite] bg-accent-ink align-text-bottom"
            />
          </Show>
        </p>
      </Show>
    </div>
  );
}

function Waiting() {
  return (
    <div class="flex flex-col gap-2 py-1.5">
      <Skeleton class="h-3.5 w-11/12" />
      <Skeleton class="h-3.5 w-2/3" />
    </div>
  );
}
