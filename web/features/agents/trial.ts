import { onCleanup } from "solid-js";
import { createStore } from "solid-js/store";
import { TRY_MAX } from "../../../schema/agent-limits.ts";
import { type AgentTrial, streamTrial } from "../../rest/assists.ts";
import { type Answer, BROKEN_OFF, heard, isRunning, problemOf } from "../answer/answer.ts";

/** What was written as a customer, and what the agent drafted to it. */
export interface Exchange {
  said: string;
  answer: Answer;
}

/** An agent being tried out. `draft` is what it is at the moment it is asked. Leaving stops it. */
export function createTrial(
  tenant: string,
  draft: () => Omit<AgentTrial, "messages">,
  stream: typeof streamTrial = streamTrial,
) {
  const [exchanges, setExchanges] = createStore<Exchange[]>([]);
  let running: AbortController | undefined;
  onCleanup(() => running?.abort());
  const last = () => exchanges.length - 1;
  const busy = () => isRunning(exchanges[last()]?.answer);

  async function ask(at: number): Promise<void> {
    const control = new AbortController();
    running = control;
    const change = (fields: Partial<Answer>): void => {
      // Stopped or begun anew meanwhile: what still comes is nobody's.
      if (!control.signal.aborted) setExchanges(at, "answer", fields);
    };
    try {
      await stream(
        tenant,
        { ...draft(), messages: messagesOf(exchanges) },
        {
          signal: control.signal,
          onEvent: (event) => change(heard(event, exchanges[at]?.answer.text ?? "")),
        },
      );
      if (isRunning(exchanges[at]?.answer)) change({ state: "failed", problem: BROKEN_OFF });
    } catch (error) {
      change({ state: "failed", retrying: undefined, problem: problemOf(error, exchanges[at]?.answer.text ?? "") });
    }
  }

  return {
    exchanges,
    busy,
    say(said: string): void {
      if (busy()) return;
      setExchanges(exchanges.length, { said, answer: { state: "waiting", text: "" } });
      void ask(last());
    },
    /** The newest message once more, to the agent as it is now. */
    again(): void {
      if (busy() || last() < 0) return;
      setExchanges(last(), (one) => ({ said: one.said, answer: { state: "waiting", text: "" } as Answer }));
      setExchanges(last(), "answer", { problem: undefined, used: undefined, tooLong: false, retrying: undefined });
      void ask(last());
    },
    /** Ends the answer where it is. */
    stop(): void {
      running?.abort();
      if (busy()) setExchanges(last(), "answer", { state: "stopped", retrying: undefined });
    },
    clear(): void {
      running?.abort();
      setExchanges([]);
    },
  };
}

/** As much of it as may be sent, the newest message last. */
function messagesOf(exchanges: readonly Exchange[]): AgentTrial["messages"] {
  const messages = exchanges.flatMap(({ said, answer: { text } }) => [
    { from: "customer" as const, text: said },
    ...(text.trim() === "" ? [] : [{ from: "agent" as const, text: text.trim().slice(0, TRY_MAX.perMessage) }]),
  ]);
  // Asked again, the newest has an answer that is about to go.
  while (messages.at(-1)?.from === "agent") messages.pop();
  return messages.slice(-TRY_MAX.messages);
}
