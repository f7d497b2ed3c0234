import CornerUpLeft from "lucide-solid/icons/corner-up-left";
import FileQuestion from "lucide-solid/icons/file-question-mark";
import Lock from "lucide-solid/icons/lock";
import { Match, Show, Switch } from "solid-js";
import type { Thread } from "../../stores/inbox/threads.ts";
import { useInbox } from "./inbox-context.tsx";
import { LinkedText } from "./linked-text.tsx";
import { MessageProblem } from "./message-problem.tsx";
import { MessageTicks } from "./message-ticks.tsx";
import type { ShownMessage } from "./shown-message.ts";

export interface MessageBubbleProps {
  shown: ShownMessage;
  /** Its key in the thread. */
  clientId: string;
  /** First and last of a run by one author. */
  starts: boolean;
  ends: boolean;
  thread: Thread;
}

/** One message: whose, what, when and how far it has come. Notes look like nothing a customer could get. */
export function MessageBubble(props: MessageBubbleProps) {
  const { inbox } = useInbox();
  const out = () => props.shown.direction === "out";
  const mine = () => props.shown.author.id === inbox.user.id;
  const author = () =>
    mine() ? "You" : props.shown.author.type === "business" ? "Sent from the phone app" : props.shown.author.name;
  const colours = () =>
    props.shown.private
      ? "bg-warning-soft text-ink border border-[color-mix(in_oklab,var(--warning)_26%,transparent)]"
      : out()
        ? "bg-accent-soft text-ink"
        : "bg-surface text-ink border border-line";

  return (
    <Show
      when={props.shown.author.type !== "system"}
      fallback={<p class="my-2 text-center text-12 text-ink-3">{props.shown.text}</p>}
    >
      <article
        class={`flex w-full flex-col ${out() ? "items-end" : "items-start"} ${props.starts ? "mt-2.5" : "mt-0.5"}`}
        aria-label={`${props.shown.private ? "Note by" : "Message from"} ${author()}`}
        data-message={props.shown.message?.id ?? props.clientId}
        data-private={props.shown.private || undefined}
      >
        <Show when={props.starts && out()}>
          <p class="mb-1 flex items-center gap-1.5 px-1 text-12 text-ink-3">
            <Show when={props.shown.private}>
              <Lock class="size-3 text-warning" aria-hidden="true" />
            </Show>
            <span class="font-medium text-ink-2">{author()}</span>
            <Show when={props.shown.private}>
              <span>Only your team sees this</span>
            </Show>
          </p>
        </Show>
        <div
          class={`max-w-[min(36rem,85%)] rounded-card px-3 py-1.5 text-14 ${colours()} ${props.starts ? "" : out() ? "rounded-tr-[3px]" : "rounded-tl-[3px]"} ${props.ends ? "" : out() ? "rounded-br-[3px]" : "rounded-bl-[3px]"}`}
        >
          <Show when={props.shown.replyTo}>{(id) => <Quote id={id()} thread={props.thread} />}</Show>
          <span class="break-words whitespace-pre-wrap">
            <Switch>
              <Match when={props.shown.placeholder}>
                {(words) => (
                  <span class="inline-flex items-center gap-1.5 text-ink-2">
                    <FileQuestion class="size-4 shrink-0 text-ink-3" aria-hidden="true" />
                    {words()}
                  </span>
                )}
              </Match>
              <Match when={props.shown.text}>{(text) => <LinkedText text={text()} />}</Match>
            </Switch>
          </span>
          <span class="float-right mt-1.5 ml-3 inline-flex items-center gap-1 text-12 leading-4 text-ink-3 select-none">
            <time datetime={props.shown.createdAt} data-tip={EXACT.format(new Date(props.shown.createdAt))}>
              {CLOCK.format(new Date(props.shown.createdAt))}
            </time>
            <Show when={props.shown.stage}>{(stage) => <MessageTicks stage={stage()} />}</Show>
          </span>
        </div>
        <MessageProblem shown={props.shown} clientId={props.clientId} />
      </article>
    </Show>
  );
}

const CLOCK = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const EXACT = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "medium" });

/** The message that this one answers, in one line. */
function Quote(props: { id: string; thread: Thread }) {
  const quoted = () =>
    Object.values(props.thread.rows).find((row) => row.message.id === props.id || row.message.externalId === props.id)
      ?.message;
  return (
    <p class="mb-1 flex items-center gap-1.5 border-l-2 border-accent-ink pl-2 text-12 text-ink-2">
      <CornerUpLeft class="size-3 shrink-0" aria-hidden="true" />
      <span class="sr-only">In answer to: </span>
      <span class="truncate">{quoted()?.text ?? quoted()?.placeholder ?? "An earlier message"}</span>
    </p>
  );
}
