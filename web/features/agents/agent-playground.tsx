import RotateCcw from "lucide-solid/icons/rotate-ccw";
import SendHorizontal from "lucide-solid/icons/send-horizontal";
import Square from "lucide-solid/icons/square";
import { createSignal, For, Show } from "solid-js";
import { TRY_MAX } from "../../../schema/agent-limits.ts";
import type { Agent } from "../../../schema/contracts/agents.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { costWords, tokenWords } from "../../ui/cost-words.ts";
import { TextArea } from "../../ui/text-area.tsx";
import { AnswerProblem } from "../answer/answer-problem.tsx";
import { AnswerText } from "../answer/answer-text.tsx";
import { isRunning } from "../answer/answer.ts";
import { createTrial, type Exchange } from "./trial.ts";

/** A conversation with the agent as it stands in the form, saved or not. */
export default function AgentPlayground(props: { draft: Pick<Agent, "name" | "systemPrompt" | "model" | "scope"> }) {
  const account = useAccount();
  const trial = createTrial(account.id, () => {
    const { name, systemPrompt, model, scope } = props.draft;
    return { name: name.trim() || "New agent", systemPrompt, model, channel: scope.channels[0] ?? "whatsapp" };
  });
  const [text, setText] = createSignal("");
  const send = (): void => {
    const said = text().trim();
    if (said === "" || trial.busy()) return;
    setText("");
    trial.say(said);
  };
  return (
    <Card
      title="Try it"
      text="Write as a customer would: it drafts as in the inbox, saved or not. Nobody receives it."
      actions={
        <Show when={trial.exchanges.length > 0}>
          <Button size="sm" variant="ghost" icon={<RotateCcw aria-hidden="true" />} onClick={() => trial.clear()}>
            Start over
          </Button>
        </Show>
      }
    >
      <ol aria-label="Conversation with the agent" class="flex flex-col gap-4 empty:hidden">
        <For each={trial.exchanges}>
          {(exchange, n) => (
            <TriedExchange
              exchange={exchange}
              newest={n() === trial.exchanges.length - 1}
              onStop={() => trial.stop()}
              onAgain={() => trial.again()}
            />
          )}
        </For>
      </ol>
      <form
        class={`flex items-end gap-2 max-narrow:flex-col max-narrow:items-stretch ${trial.exchanges.length > 0 ? "mt-4 border-t border-line pt-4" : ""}`}
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <div class="min-w-0 flex-1">
          <TextArea
            label="A customer's message"
            hideLabel
            value={text()}
            onInput={setText}
            placeholder="Do you have a table for two tonight?"
            maxLength={TRY_MAX.perMessage}
            spellcheck
            class="max-h-48"
            onKeyDown={(event) => {
              if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
              event.preventDefault();
              send();
            }}
          />
        </div>
        <Button
          type="submit"
          icon={<SendHorizontal aria-hidden="true" />}
          disabled={text().trim() === "" || trial.busy()}
        >
          Send
        </Button>
      </form>
    </Card>
  );
}

function TriedExchange(props: { exchange: Exchange; newest: boolean; onStop: () => void; onAgain: () => void }) {
  const answer = () => props.exchange.answer;
  return (
    <li class="flex flex-col gap-2">
      <p class="max-w-[85%] self-start rounded-card bg-sunken px-3 py-2 text-14 break-words whitespace-pre-wrap">
        <span class="sr-only">Customer: </span>
        {props.exchange.said}
      </p>
      <div class="flex w-[85%] flex-col self-end rounded-card bg-accent-soft py-1" aria-busy={isRunning(answer())}>
        <Show when={answer().text !== "" || isRunning(answer())}>
          <AnswerText answer={answer()} />
        </Show>
        <AnswerProblem answer={answer()} />
        <div class="flex flex-wrap items-center gap-2 px-3.5 pb-1 text-12 text-ink-2 empty:hidden">
          <Show when={answer().used}>
            {(used) => (
              <span class="tabular-nums">
                {tokenWords(used().tokens)} · {costWords(used().costMicros)}
              </span>
            )}
          </Show>
          <Show when={isRunning(answer())}>
            <Button size="sm" icon={<Square aria-hidden="true" />} onClick={() => props.onStop()}>
              Stop
            </Button>
          </Show>
          <Show when={props.newest && !isRunning(answer())}>
            <Button size="sm" variant="ghost" onClick={() => props.onAgain()}>
              Ask again
            </Button>
          </Show>
        </div>
        <p role="status" class="sr-only">
          {answer().state === "done" ? "The draft is ready." : ""}
        </p>
      </div>
    </li>
  );
}
