import { APIError } from "@anthropic-ai/sdk";
import type { MessageCreateParamsStreaming, RawMessageStreamEvent } from "@anthropic-ai/sdk/resources/messages";
import { type ClaudeFault, type ClaudeTrouble, claudeTrouble } from "../../../modules/ai/trouble.ts";
import type { AssistEvent, AssistFailure } from "../../../schema/contracts/assists.ts";
import { count, nextAttempt, type Tally } from "./tally.ts";

/** What an assist needs from outside. */
export interface AssistDeps {
  /** Opens the stream of the model's answer. */
  open(prompt: MessageCreateParamsStreaming, signal: AbortSignal): Promise<AsyncIterable<RawMessageStreamEvent>>;
  /** Resolves after so many ms, or at once when the signal is given. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  /** ms since the epoch */
  now(): number;
  /** How long the model may be silent, ms. */
  silenceMs: number;
}

/** How an assist ended; `tally` has what it used. */
export type AssistEnd =
  | { type: "done"; stopReason: string }
  | { type: "failed"; code: AssistFailure; message: string; retryAfterSeconds?: number }
  | { type: "cancelled" };

/** How often one assist asks the model at most. */
export const ATTEMPTS_MAX = 3;
/** From the first refusal on, how long is waited at most in all. */
const RETRY_TOTAL_MS = 20_000;
/** What no answer within its tokens comes near: one that does is broken off, and what had come is kept. */
export const ANSWER_MAX = { characters: 100_000, ms: 10 * 60_000 } as const;

/**
 * Asks the model and passes on what it writes. Refused before the first word by an overload or a rate limit, it waits as long as it is told
 * and asks again, saying so; after a word has come it never asks again, because the person has read it. Never throws.
 */
export async function* runAssist(
  prompt: MessageCreateParamsStreaming,
  tally: Tally,
  signal: AbortSignal,
  deps: AssistDeps,
): AsyncGenerator<Extract<AssistEvent, { type: "delta" | "retrying" }>, AssistEnd> {
  const until = deps.now() + RETRY_TOTAL_MS;
  for (let attempt = 1; ; attempt += 1) {
    const end = yield* oneAttempt(prompt, tally, signal, deps);
    if (!("fault" in end)) return end;
    if (signal.aborted) return { type: "cancelled" };
    if (tally.text !== "") return cutOff(end);
    const seconds = end.retryAfter ?? 2 ** (attempt - 1);
    const reason = RETRIED[end.fault];
    if (reason === undefined || attempt >= ATTEMPTS_MAX || deps.now() + seconds * 1000 > until) return failed(end);
    nextAttempt(tally);
    yield { type: "retrying", reason, seconds };
    await deps.wait(seconds * 1000, signal);
    if (signal.aborted) return { type: "cancelled" };
  }
}

/** Faults after which asking again may help. */
const RETRIED: Partial<Record<ClaudeFault, "overloaded" | "rate_limited">> = {
  overloaded: "overloaded",
  rate_limited: "rate_limited",
};

async function* oneAttempt(
  prompt: MessageCreateParamsStreaming,
  tally: Tally,
  signal: AbortSignal,
  deps: AssistDeps,
): AsyncGenerator<Extract<AssistEvent, { type: "delta" }>, AssistEnd | Trouble> {
  const startedAt = deps.now();
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), deps.silenceMs);
  let opened = false;
  try {
    let stopReason: string | null = null;
    const stream = await deps.open(prompt, AbortSignal.any([signal, silence.signal]));
    opened = true;
    for await (const event of stream) {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), deps.silenceMs);
      if (deps.now() - startedAt > ANSWER_MAX.ms) return ENDLESS;
      if (event.type === "message_start") count(tally, event.message.usage);
      const text = event.type === "content_block_delta" && event.delta.type === "text_delta" ? event.delta.text : "";
      // The SDK passes on whatever it was sent.
      if (typeof text === "string" && text !== "") {
        tally.text += text;
        if (tally.text.length > ANSWER_MAX.characters) return ENDLESS;
        yield { type: "delta", text };
      }
      if (event.type === "message_delta") {
        count(tally, event.usage);
        tally.final = true;
        stopReason = event.delta.stop_reason;
      }
      if (event.type === "message_stop") return ended(tally, stopReason ?? "end_turn");
    }
    // The SDK ends without a word when it was told to stop, and when the connection closed in the middle.
    return silence.signal.aborted ? SILENT : BROKEN_OFF;
  } catch (error) {
    if (silence.signal.aborted) return SILENT;
    return opened && !(error instanceof APIError) ? BROKEN_OFF : claudeTrouble(error);
  } finally {
    clearTimeout(timer);
  }
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

/** What of a trouble a person in the thread is told. */
type Trouble = Omit<ClaudeTrouble, "cause">;
const SILENT: Trouble = {
  fault: "unreachable",
  reason: "Claude did not answer in time.",
  fix: "Try again in a minute.",
};
const ENDLESS: Trouble = { fault: "failed", reason: "Claude's answer came to no end.", fix: "Try again." };
const BROKEN_OFF: Trouble = {
  fault: "unreachable",
  reason: "The connection to Claude broke off.",
  fix: "Try again.",
};

const CODES = {
  overloaded: "ai_overloaded",
  rate_limited: "ai_rate_limited",
  spend_limit: "ai_rate_limited",
  refused_key: "ai_key_refused",
  unreachable: "ai_failed",
  failed: "ai_failed",
} as const satisfies Record<ClaudeFault, AssistFailure>;

function failed(trouble: Trouble): AssistEnd {
  const { fault, reason, fix, retryAfter } = trouble;
  return {
    type: "failed",
    code: trouble === BROKEN_OFF ? "ai_cut_off" : CODES[fault],
    message: `${reason} ${fix}`,
    ...(retryAfter === undefined ? {} : { retryAfterSeconds: Math.ceil(retryAfter) }),
  };
}

function cutOff({ reason }: Trouble): AssistEnd {
  return {
    type: "failed",
    code: "ai_cut_off",
    message: `The answer was cut off: ${reason} What had come is kept. Try again for the whole.`,
  };
}
