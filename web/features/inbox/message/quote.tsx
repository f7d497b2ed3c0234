import { Show } from "solid-js";
import { useInbox } from "../inbox-context.tsx";
import { authorWords, messageWords } from "./message-words.ts";
import { useThread } from "./thread-context.tsx";

/** The message that this one answers, in brief. Pressing it goes there. */
export function Quote(props: { id: string }) {
  const { inbox } = useInbox();
  const { thread, jump } = useThread();
  const quoted = () => thread().rows[thread().index.find(props.id) ?? ""]?.message;
  return (
    <button
      type="button"
      class="-mx-1 mb-1 flex w-[calc(100%+0.5rem)] min-w-40 flex-col justify-center rounded-r-inner border-l-2 border-accent-ink bg-bg/60 py-1 pr-2 pl-2 text-left text-12 text-ink-2 hover:bg-bg max-narrow:min-h-11"
      onClick={() => jump(props.id)}
    >
      <span class="sr-only">In answer to: </span>
      <Show when={quoted()} fallback="An earlier message">
        {(message) => (
          <>
            <span class="font-medium text-accent-ink">{authorWords(message().author, inbox.user.id)}</span>
            <span class="line-clamp-2 break-words">{messageWords(message())}</span>
          </>
        )}
      </Show>
    </button>
  );
}
