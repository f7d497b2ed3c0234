import type { ClaudeFault } from "../../schema/contracts/sandbox.ts";
import { newId } from "../../schema/ids.ts";
import { answerStream } from "./answer-stream.ts";
import { type Asked, tokensOf } from "./read-request.ts";
import { newRequestId } from "./refusals.ts";
import { wordsFor } from "./words.ts";

/** An answer before it is put into its form. `message` is it without words. */
export interface AnswerParts {
  message: Readonly<Record<string, unknown>> & { usage: Record<string, number> };
  text: string;
  stopReason: string;
  outputTokens: number;
}

/** Answers a request of the Messages API, as a stream where one was asked for. `cached`: the marked part was sent before. */
export function answer(
  asked: Asked,
  { fault, delayMs, cached }: { fault: ClaudeFault | undefined; delayMs: number; cached: boolean },
): Response {
  const parts = partsOf(asked, fault, cached);
  const headers = { "request-id": newRequestId() };
  if (asked.stream) {
    return new Response(answerStream(parts, { fault, delayMs }), {
      headers: { ...headers, "content-type": "text/event-stream; charset=utf-8" },
    });
  }
  const { message, text, stopReason, outputTokens } = parts;
  const whole = {
    ...message,
    content: [{ type: "text", text, citations: null }],
    stop_reason: stopReason,
    stop_sequence: null,
    usage: { ...message.usage, output_tokens: outputTokens },
  };
  return Response.json(whole, { headers });
}

/** The part of a request that is marked for the cache; empty when it is too short to be kept. */
export function cacheablePart({ system }: Asked): string {
  const marked = system.filter((block) => "cache_control" in block && block.cache_control !== undefined);
  const text = marked.map((block) => block.text).join("\n");
  return tokensOf(text) < CACHE_MIN_TOKENS ? "" : text;
}

/** https://platform.claude.com/docs/en/build-with-claude/prompt-caching#cache-limitations */
const CACHE_MIN_TOKENS = 1024;

function partsOf(asked: Asked, fault: ClaudeFault | undefined, cached: boolean): AnswerParts {
  const text = fault === "refusal" ? "I cannot help with" : wordsFor(asked);
  const outputTokens = Math.min(asked.max_tokens, tokensOf(text) + THINKING_TOKENS);
  const all = [...asked.system, ...asked.messages.flatMap(({ content }) => content)];
  const kept = tokensOf(cacheablePart(asked));
  const usage = {
    input_tokens: Math.max(1, tokensOf(all.map((block) => block.text).join("\n")) - kept),
    cache_creation_input_tokens: cached ? 0 : kept,
    cache_read_input_tokens: cached ? kept : 0,
    output_tokens: 1,
  };
  const stopReason = fault === "refusal" ? "refusal" : fault === "too_long" ? "max_tokens" : "end_turn";
  const id = newId("message");
  return {
    message: { id, type: "message", role: "assistant", model: asked.model, usage },
    text,
    stopReason,
    outputTokens,
  };
}

const THINKING_TOKENS = 12;
