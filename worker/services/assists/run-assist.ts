import type { MessageCreateParamsStreaming, RawMessageStreamEvent } from "@anthropic-ai/sdk/resources/messages";
import type { AssistEvent, AssistFailure } from "../../../schema/contracts/assists.ts";
import { askClaude, type AskDeps } from "./ask-claude.ts";
import type { Tally } from "./tally.ts";

/** How an assist ended; `tally` has what it used and what was written. */
export type AssistEnd =
  | { type: "done"; stopReason: string }
  | { type: "failed"; code: AssistFailure; message: string; retryAfterSeconds?: number }
  | { type: "cancelled" };

/** Asks the model for words, and passes on each as it comes. Never throws. */
export async function* runAssist(
  prompt: MessageCreateParamsStreaming,
  tally: Tally,
  signal: AbortSignal,
  deps: AskDeps,
): AsyncGenerator<Extract<AssistEvent, { type: "delta" | "retrying" }>, AssistEnd> {
  const end = yield* askClaude(prompt, tally, signal, deps, () => (event) => {
    const text = wordsOf(event);
    if (text === "") return [];
    tally.text += text;
    return [{ type: "delta" as const, text }];
  });
  return end.type === "stopped" ? ended(tally, end.stopReason) : end;
}

/** What of the answer's text an event brings. */
export function wordsOf(event: RawMessageStreamEvent): string {
  const text = event.type === "content_block_delta" && event.delta.type === "text_delta" ? event.delta.text : "";
  // The SDK passes on whatever it was sent.
  return typeof text === "string" ? text : "";
}

function ended({ text }: Tally, stopReason: string): AssistEnd {
  if (stopReason === "refusal")
    return {
      type: "failed",
      code: "ai_refused",
      message: "Claude declined to write this. Change what you ask for, or write it yourself.",
    };
  if (text.trim() === "")
    return { type: "failed", code: "ai_failed", message: "Claude answered without a word. Try again." };
  return { type: "done", stopReason };
}
