import Ban from "lucide-solid/icons/ban";
import FileQuestion from "lucide-solid/icons/file-question-mark";
import Lock from "lucide-solid/icons/lock";
import { createSignal, Match, Show, Switch } from "solid-js";
import { useInbox } from "./inbox-context.tsx";
import { LinkedText } from "./linked-text.tsx";
import { AttachedParts, isPicture } from "./message/attached-parts.tsx";
import { ContentParts, OriginParts } from "./message/content-parts.tsx";
import { EditedMark } from "./message/edited-mark.tsx";
import { HeldMark } from "./message/held-mark.tsx";
import { longPress } from "./message/long-press.ts";
import { MessageSheet, MessageToolbar } from "./message/message-acts.tsx";
import { authorWords, ownWords } from "./message/message-words.ts";
import { Quote } from "./message/quote.tsx";
import { Reactions } from "./message/reactions.tsx";
import { MessageProblem } from "./message-problem.tsx";
import { MessageTicks } from "./message-ticks.tsx";
import type { ShownMessage } from "./shown-message.ts";
import { TemplateFoot } from "./templates/template-parts.tsx";

export interface MessageBubbleProps {
  shown: ShownMessage;
  /** Its key in the thread. */
  clientId: string;
  /** First and last of a run by one author. */
  starts: boolean;
  ends: boolean;
  /** Pointed at or in focus: what can be done with it is offered. */
  active: boolean;
  /** The one that Tab reaches first; the arrow keys go on from there. */
  tabbable: boolean;
}

/** One message: whose, what, when and how far it has come. Notes look like nothing a customer could get. */
export function MessageBubble(props: MessageBubbleProps) {
  const { inbox } = useInbox();
  const out = () => props.shown.direction === "out";
  const author = () => authorWords(props.shown.author, inbox.user.id);
  const deleted = () => props.shown.deletedAt !== undefined;
  const words = () => ownWords(props.shown);
  const speaks = () => Boolean(words()) || props.shown.placeholder !== undefined || deleted();
  /** Nothing but sound: the time stands on the player's own line. */
  const sounds = () => props.shown.attachments.every(({ type, state }) => type === "audio" && state === "stored");
  const [held, setHeld] = createSignal(false);
  const hold = longPress(() => props.shown.message && setHeld(true));
  let bubble: HTMLDivElement | undefined;
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
        class={`flex w-full flex-col rounded-card transition-colors duration-300 focus-visible:outline-offset-0 data-found:bg-accent-soft ${out() ? "items-end" : "items-start"} ${props.starts ? "mt-2.5" : "mt-0.5"}`}
        aria-label={`${props.shown.private ? "Note by" : "Message from"} ${author()}`}
        data-message={props.shown.message?.id ?? props.clientId}
        data-private={props.shown.private || undefined}
        tabindex={props.tabbable ? 0 : -1}
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
          ref={(element) => (bubble = element)}
          {...hold}
          class={`relative flow-root max-w-[min(36rem,100%-6.5rem)] rounded-card px-3 max-narrow:max-w-[85%] py-1.5 text-14 pointer-coarse:select-none ${colours()} ${props.starts ? "" : out() ? "rounded-tr-[3px]" : "rounded-tl-[3px]"} ${props.ends ? "" : out() ? "rounded-br-[3px]" : "rounded-bl-[3px]"}`}
        >
          <Show when={props.active && !held() && props.shown.message}>
            {(message) => <MessageToolbar message={message()} out={out()} />}
          </Show>
          <Show when={held() && bubble && props.shown.message}>
            {(message) => (
              <MessageSheet message={message()} out={out()} anchor={bubble!} onClose={() => setHeld(false)} />
            )}
          </Show>
          <Show when={props.shown.replyTo}>{(id) => <Quote id={id()} />}</Show>
          <Show when={props.shown.content}>{(content) => <OriginParts content={content()} />}</Show>
          <AttachedParts files={props.shown.attachments} from={author()} />
          <Show when={props.shown.content}>
            {(content) => <ContentParts content={content()} files={props.shown.attachments} />}
          </Show>
          <Show when={speaks()}>
            <span class="break-words whitespace-pre-wrap">
              <Switch>
                <Match when={deleted()}>
                  <span class="inline-flex items-center gap-1.5 text-ink-2 italic">
                    <Ban class="size-3.5 shrink-0 text-ink-3" aria-hidden="true" />
                    {out() ? "Deleted from the phone app" : "Deleted by the customer"}
                  </span>
                </Match>
                <Match when={props.shown.placeholder}>
                  {(placeholder) => (
                    <span class="inline-flex items-center gap-1.5 text-ink-2">
                      <FileQuestion class="size-4 shrink-0 text-ink-3" aria-hidden="true" />
                      {placeholder()}
                    </span>
                  )}
                </Match>
                <Match when={words()}>{(text) => <LinkedText text={text()} />}</Match>
              </Switch>
            </span>
          </Show>
          <span
            class={`float-right ml-3 inline-flex flex-wrap items-center justify-end gap-1 text-12 leading-4 text-ink-3 ${speaks() ? "mt-1.5" : props.shown.attachments.some(isPicture) ? "mt-0.5" : sounds() && props.shown.attachments.length > 0 ? "narrow:-mt-5" : ""}`}
          >
            <Show when={props.shown.editedAt && !deleted()}>
              <EditedMark before={props.shown.originalText} />
            </Show>
            <time datetime={props.shown.createdAt} data-tip={EXACT.format(new Date(props.shown.createdAt))}>
              {CLOCK.format(new Date(props.shown.createdAt))}
            </time>
            <Show
              when={props.shown.heldUntil}
              fallback={<Show when={props.shown.stage}>{(stage) => <MessageTicks stage={stage()} />}</Show>}
            >
              {(until) => <HeldMark clientId={props.clientId} until={until()} />}
            </Show>
          </span>
          <Show when={props.shown.content?.template}>{(template) => <TemplateFoot template={template()} />}</Show>
        </div>
        <Show when={props.shown.message}>{(message) => <Reactions message={message()} />}</Show>
        <MessageProblem shown={props.shown} clientId={props.clientId} />
      </article>
    </Show>
  );
}

const CLOCK = new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit" });
const EXACT = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "medium" });
