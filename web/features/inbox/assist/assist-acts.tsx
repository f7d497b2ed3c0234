import CornerDownLeft from "lucide-solid/icons/corner-down-left";
import Lock from "lucide-solid/icons/lock";
import RotateCcw from "lucide-solid/icons/rotate-ccw";
import Square from "lucide-solid/icons/square";
import { nanoid } from "nanoid";
import { createEffect, createSignal, Show } from "solid-js";
import type { Conversation } from "../../../../schema/contracts/conversations.ts";
import { createCountdown } from "../../../stores/countdown.ts";
import { online } from "../../../stores/online.ts";
import { toast } from "../../../stores/toasts.ts";
import { Button } from "../../../ui/button.tsx";
import { CopyButton } from "../../../ui/copy-button.tsx";
import { costWords, tokenWords } from "../../../ui/cost-words.ts";
import { useInbox } from "../inbox-context.tsx";
import { TEXT_LIMIT } from "../text-limit.ts";
import { isRunning } from "../../answer/answer.ts";
import { type Assist, assistsOf } from "./assists.ts";

/** What can be done with an answer: stop it, use it, keep it, ask again, and what it cost. */
export function AssistActs(props: {
  conversation: Conversation;
  assist: Assist;
  canInsert: boolean;
  onInsert: () => void;
  /** It is kept elsewhere: the card may go. */
  onKept: () => void;
}) {
  const { inbox } = useInbox();
  const assists = assistsOf(inbox);
  const id = () => props.conversation.id;
  const kind = () => props.assist.ask.kind;
  const some = () => props.assist.text.trim() !== "";
  const whole = () => props.assist.state === "done";
  const wait = createCountdown();
  const [wish, setWish] = createSignal(props.assist.ask.instruction ?? "");
  createEffect(() => {
    const until = props.assist.problem?.retryAt;
    wait.start(until === undefined ? 0 : (until - Date.now()) / 1_000);
  });
  const heldBack = () => wait.seconds() > 0 || (!online() && props.assist.problem?.code === "offline");

  const again = (): void => {
    const instruction = wish().trim();
    assists.again(id(), { instruction: instruction === "" ? undefined : instruction });
  };
  const keepAsNote = (): void => {
    const text = `Summary by AI\n\n${props.assist.text.trim()}`.slice(0, TEXT_LIMIT);
    inbox.outbox.add({ clientId: nanoid(), conversationId: id(), text, private: true }, 0);
    toast("The summary is kept as a note.");
    props.onKept();
  };

  return (
    <Show
      when={!isRunning(props.assist)}
      fallback={
        <footer class="flex shrink-0 px-3.5 pt-1 pb-3">
          <Button
            size="sm"
            data-assist-main
            icon={<Square aria-hidden="true" />}
            data-tip-keys="Escape"
            onClick={() => assists.stop(id())}
          >
            Stop
          </Button>
        </footer>
      }
    >
      <footer class="flex shrink-0 flex-wrap items-center gap-x-1.5 gap-y-2 px-3.5 pt-1 pb-3 max-narrow:gap-y-1">
        <Show when={some() && kind() !== "summary" && props.canInsert}>
          <Button
            size="sm"
            variant="primary"
            data-assist-main
            icon={<CornerDownLeft aria-hidden="true" />}
            onClick={() => props.onInsert()}
          >
            {whole() ? "Insert" : "Keep what came"}
          </Button>
        </Show>
        <Show when={some() && kind() === "summary"}>
          <Button size="sm" variant="primary" data-assist-main icon={<Lock aria-hidden="true" />} onClick={keepAsNote}>
            {whole() ? "Keep as a note" : "Keep what came as a note"}
          </Button>
        </Show>
        <Button
          size="sm"
          variant={some() ? "ghost" : "primary"}
          data-assist-main={some() ? undefined : true}
          disabled={heldBack()}
          icon={<RotateCcw aria-hidden="true" />}
          onClick={() => again()}
        >
          {wait.seconds() > 0 ? `Try again in ${wait.text()}` : "Try again"}
        </Button>
        <Show when={some()}>
          <CopyButton text={props.assist.text.trim()} label="Copy" />
        </Show>
        <p class="ml-auto text-12 whitespace-nowrap text-ink-3 tabular-nums">
          <Show when={props.assist.used?.tokens ? props.assist.used : undefined}>
            {(used) => `${tokenWords(used().tokens)} · ${costWords(used().costMicros)}`}
          </Show>
        </p>
        <Show when={some() && !heldBack()}>
          <form
            class="basis-full"
            onSubmit={(event) => {
              event.preventDefault();
              event.stopPropagation();
              if (wish().trim() !== "") again();
            }}
          >
            <input
              type="text"
              aria-label="What should be different"
              placeholder="What should be different?"
              maxlength="500"
              autocomplete="off"
              class="h-7 w-full rounded-inner border border-line bg-transparent px-2.5 text-13 transition-colors duration-100 hover:border-field-line focus:border-accent-ink focus:outline-none max-narrow:h-11 max-narrow:text-16"
              value={wish()}
              onInput={(event) => setWish(event.currentTarget.value)}
            />
          </form>
        </Show>
      </footer>
    </Show>
  );
}
