import PencilSparkles from "lucide-solid/icons/pencil-sparkles";
import X from "lucide-solid/icons/x";
import { createEffect, on, onCleanup, onMount, Show } from "solid-js";
import type { Conversation } from "../../../../schema/contracts/conversations.ts";
import { AnswerProblem } from "../../answer/answer-problem.tsx";
import { AnswerText } from "../../answer/answer-text.tsx";
import { isRunning } from "../../answer/answer.ts";
import { IconButton } from "../../../ui/icon-button.tsx";
import { SandboxTag } from "../../../ui/sandbox-tag.tsx";
import { useInbox } from "../inbox-context.tsx";
import { AgentChoice } from "./agent-choice.tsx";
import { AssistActs } from "./assist-acts.tsx";
import { AssistInserted } from "./assist-inserted.tsx";
import { titleOf } from "./assist-words.ts";
import { type Assist, assistsOf } from "./assists.ts";
import { insertAnswer } from "./insert-answer.ts";

/** What the AI writes for one conversation, over the composer: while it comes, when it is there, and when it could not. */
export default function AssistCard(props: {
  conversation: Conversation;
  assist: Assist;
  replyBlocked: boolean;
  /** Puts the cursor in the field. */
  onDone: () => void;
}) {
  const { inbox } = useInbox();
  const assists = assistsOf(inbox);
  const id = () => props.conversation.id;
  const written = (field: Assist["field"]): string => inbox.drafts.get(id())[field];
  const write = (field: Assist["field"], text: string): void =>
    inbox.drafts.set(id(), { mode: field, ...(field === "note" ? { note: text } : { reply: text }) });
  let card: HTMLElement | undefined;

  const insert = (): void => {
    const { field } = props.assist;
    const before = written(field);
    const after = insertAnswer(props.assist, before);
    write(field, after);
    assists.insert(id(), { field, before, after });
    queueMicrotask(() => props.onDone());
  };
  /** The composer has again what stood there; what the person has made of the answer since is the answer now. */
  const undo = (): void => {
    const held = props.assist.inserted;
    if (!held) return;
    const since = written(held.field);
    write(held.field, held.before);
    assists.insert(id(), undefined, since === held.after ? undefined : since);
    queueMicrotask(() => props.onDone());
  };
  const close = (): void => {
    assists.close(id());
    queueMicrotask(() => props.onDone());
  };

  // Whoever asked by keyboard goes on in the card: first at Stop, then at what can be done with the answer.
  let inside = false;
  const takeFocus = (): void => {
    if (inside || document.activeElement?.matches("[data-assist-trigger]"))
      card?.querySelector<HTMLElement>("[data-assist-main]")?.focus({ preventScroll: true });
  };
  const noteFocus = ({ target }: Event): void =>
    void (inside = target instanceof Node && card?.contains(target) === true);
  onMount(takeFocus);
  createEffect(
    on(
      () => [props.assist.run, isRunning(props.assist)],
      () => queueMicrotask(takeFocus),
      { defer: true },
    ),
  );
  // Once it is sent or emptied, there is nothing to take back.
  createEffect(() => {
    const held = props.assist.inserted;
    if (held && written(held.field) === "") assists.close(id());
  });
  const onKey = (event: KeyboardEvent): void => {
    const held = props.assist.inserted;
    const isUndo = event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey;
    if (!held || !isUndo || event.defaultPrevented || written(held.field) !== held.after) return;
    event.preventDefault();
    undo();
  };
  document.addEventListener("keydown", onKey);
  document.addEventListener("focusin", noteFocus);
  document.addEventListener("pointerdown", noteFocus);
  onCleanup(() => {
    document.removeEventListener("keydown", onKey);
    document.removeEventListener("focusin", noteFocus);
    document.removeEventListener("pointerdown", noteFocus);
  });

  return (
    <section
      ref={(element) => (card = element)}
      aria-label={titleOf(props.assist)}
      aria-busy={isRunning(props.assist)}
      class="mx-4 mb-2 flex max-h-[45vh] flex-col rounded-card border border-line bg-surface shadow-raised max-narrow:mx-2"
      on:keydown={(event) => {
        if (event.key !== "Escape" || event.defaultPrevented) return;
        event.stopPropagation();
        if (isRunning(props.assist)) assists.stop(id());
        else close();
      }}
    >
      <Show
        when={!props.assist.inserted}
        fallback={<AssistInserted assist={props.assist} onUndo={undo} onClose={close} />}
      >
        <header class="flex shrink-0 items-center gap-2 pt-1 pr-1 pl-3.5 text-13 [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-accent-ink">
          <PencilSparkles aria-hidden="true" />
          <h3 class="min-w-0 truncate">
            <span class="font-semibold">{titleOf(props.assist)}</span>
            <Show when={props.assist.agent}>{(agent) => <span class="text-ink-3"> by {agent().name}</span>}</Show>
          </h3>
          <Show when={inbox.channels.module("ai")?.sandbox}>
            <SandboxTag />
          </Show>
          <span class="ml-auto" />
          <Show when={!isRunning(props.assist)}>
            <AgentChoice assist={props.assist} onChoose={(agent) => assists.again(id(), { agent })} />
          </Show>
          <IconButton label={isRunning(props.assist) ? "Stop and close" : "Close"} onClick={close}>
            <X aria-hidden="true" />
          </IconButton>
        </header>
        <Show when={props.assist.text !== "" || isRunning(props.assist)}>
          <AnswerText answer={props.assist} />
        </Show>
        <AnswerProblem answer={props.assist} typed={props.assist.ask.text !== undefined} />
        <AssistActs
          conversation={props.conversation}
          assist={props.assist}
          canInsert={props.assist.field === "note" || !props.replyBlocked}
          onInsert={insert}
          onKept={close}
        />
      </Show>
    </section>
  );
}
