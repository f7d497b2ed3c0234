import type { ClaudeFault, ScriptedTurn } from "../../schema/contracts/sandbox.ts";
import { newId } from "../../schema/ids.ts";
import { answerStream } from "./answer-stream.ts";
import type { Cached } from "./prompt-cache.ts";
import { type Asked, textOf, tokensOf } from "./read-request.ts";
import { newRequestId } from "./refusals.ts";
import { setUp } from "./set-up.ts";
import { wordsFor } from "./words.ts";

/** What is said: words, then calls. `json` is what a call is given, as it stands. */
export interface Said {
  text: string;
  calls: readonly { id: string; name: string; json: string }[];
}

/** An answer before it is put into its form. `message` is it without words. */
export interface AnswerParts extends Said {
  message: Readonly<Record<string, unknown>> & { usage: Record<string, number> };
  stopReason: string;
  outputTokens: number;
}

/** Answers a request of the Messages API, as a stream where one was asked for. `scripted`: in place of what it would say by itself. */
export function answer(
  asked: Asked,
  options: { fault: ClaudeFault | undefined; delayMs: number; cached: Cached; scripted: ScriptedTurn | undefined },
): Response {
  const { fault, delayMs } = options;
  const parts = partsOf(asked, options);
  const headers = { "request-id": newRequestId() };
  if (asked.stream) {
    return new Response(answerStream(parts, { fault, delayMs }), {
      headers: { ...headers, "content-type": "text/event-stream; charset=utf-8" },
    });
  }
  const { message, text, calls, stopReason, outputTokens } = parts;
  const whole = {
    ...message,
    content: [
      ...(text === "" ? [] : [{ type: "text", text, citations: null }]),
      ...calls.map(({ id, name, json }) => ({ type: "tool_use", id, name, input: parsed(json) })),
    ],
    stop_reason: stopReason,
    stop_sequence: null,
    usage: { ...message.usage, output_tokens: outputTokens },
  };
  return Response.json(whole, { headers });
}

function partsOf(
  asked: Asked,
  { fault, cached, scripted }: { fault: ClaudeFault | undefined; cached: Cached; scripted: ScriptedTurn | undefined },
): AnswerParts {
  const said = fault === "refusal" ? DECLINED : scripted === undefined ? ownWords(asked) : asScripted(scripted);
  const { text } = said;
  const calls = said.calls.map((call) => (fault === "malformed_call" ? { ...call, json: `${call.json} and` } : call));
  const written = [text, ...calls.map(({ json }) => json)].join("");
  const outputTokens = Math.min(asked.max_tokens, tokensOf(written) + THINKING_TOKENS);
  const all = [...asked.system, ...asked.messages.flatMap(({ content }) => content)];
  const sent = [...(asked.tools.length === 0 ? [] : [JSON.stringify(asked.tools)]), ...all.map(textOf)];
  const usage = {
    input_tokens: Math.max(1, tokensOf(sent.join("\n")) - cached.read - cached.written),
    cache_creation_input_tokens: cached.written,
    cache_read_input_tokens: cached.read,
    output_tokens: 1,
  };
  const usual = calls.length > 0 ? "tool_use" : "end_turn";
  const stopReason = fault === "refusal" ? "refusal" : fault === "too_long" ? "max_tokens" : usual;
  const message = { id: newId("message"), type: "message", role: "assistant", model: asked.model, usage };
  return { message, text, calls, stopReason, outputTokens };
}

const DECLINED: Said = { text: "I cannot help with", calls: [] };

/** Where it is offered tools it uses them; else it writes. */
function ownWords(asked: Asked): Said {
  if (asked.tools.length === 0) return { text: wordsFor(asked), calls: [] };
  const { text, call } = setUp(asked);
  const calls = call === undefined ? [] : [{ id: callId(), name: call.name, json: JSON.stringify(call.input) }];
  return { text, calls };
}

function asScripted({ text, calls }: ScriptedTurn): Said {
  return {
    text,
    calls: calls.map(({ id, tool, input, raw }) => ({
      id: id ?? callId(),
      name: tool,
      json: raw ?? JSON.stringify(input ?? {}),
    })),
  };
}

function callId(): string {
  return `toolu_${newId("request").slice(4)}`;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return {};
  }
}

const THINKING_TOKENS = 12;
