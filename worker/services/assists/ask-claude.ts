import { APIError } from "@anthropic-ai/sdk";
import type { MessageCreateParamsStreaming, RawMessageStreamEvent } from "@anthropic-ai/sdk/resources/messages";
import { claudeClient } from "../../../modules/ai/client.ts";
import { type ClaudeFault, type ClaudeTrouble, claudeTrouble } from "../../../modules/ai/trouble.ts";
import type { AssistFailure } from "../../../schema/contracts/assists.ts";
import type { ConnectedAi } from "./connected-ai.ts";
import { count, nextAttempt, type Tally, writtenIn } from "./tally.ts";

/** What asking the model needs from outside. */
export interface AskDeps {
  /** Opens the stream of the model's answer. */
  open(prompt: MessageCreateParamsStreaming, signal: AbortSignal): Promise<AsyncIterable<RawMessageStreamEvent>>;
  /** Resolves after so many ms, or at once when the signal is given. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  /** ms since the epoch */
  now(): number;
  /** How long the model may be silent, ms. */
  silenceMs: number;
}

/** It waits, and asks again. */
export interface Retrying {
  type: "retrying";
  reason: "overloaded" | "rate_limited";
  seconds: number;
}

/** How asking ended; `tally` has what it used. `stopped`: the model came to the end of its answer, for this reason. */
export type AskEnd =
  | { type: "stopped"; stopReason: string }
  | { type: "failed"; code: AssistFailure; message: string; retryAfterSeconds?: number }
  | { type: "cancelled" };

/** How often the model is asked at most. */
export const ATTEMPTS_MAX = 3;
/** From the first refusal on, how long is waited at most in all. */
const RETRY_TOTAL_MS = 20_000;
/** What no answer within its tokens comes near: one that does is broken off, and what had come is kept. */
export const ANSWER_MAX = { characters: 100_000, ms: 10 * 60_000 } as const;

/**
 * Asks the model. `listen` begins an attempt and answers what is to be passed on of each of its events. Refused before anything was passed
 * on, by an overload or a rate limit, it waits as long as it is told and asks again, saying so; after that it never asks again, because
 * somebody has it already. Never throws.
 */
export async function* askClaude<Said>(
  prompt: MessageCreateParamsStreaming,
  tally: Tally,
  signal: AbortSignal,
  deps: AskDeps,
  listen: () => (event: RawMessageStreamEvent) => readonly Said[],
): AsyncGenerator<Said | Retrying, AskEnd> {
  const until = deps.now() + RETRY_TOTAL_MS;
  let spoke = false;
  for (let attempt = 1; ; attempt += 1) {
    const answer = oneAttempt(prompt, tally, signal, deps, listen());
    let step = await answer.next();
    for (; !step.done; step = await answer.next()) {
      spoke = true;
      yield step.value;
    }
    const end = step.value;
    if (!("fault" in end)) return end;
    if (signal.aborted) return { type: "cancelled" };
    if (spoke) return cutOff(end);
    const seconds = end.retryAfter ?? 2 ** (attempt - 1);
    const reason = RETRIED[end.fault];
    if (reason === undefined || attempt >= ATTEMPTS_MAX || deps.now() + seconds * 1000 > until) return failed(end);
    nextAttempt(tally);
    yield { type: "retrying", reason, seconds };
    await deps.wait(seconds * 1000, signal);
    if (signal.aborted) return { type: "cancelled" };
  }
}

/** How long Claude may be silent in the middle of an answer. It says nothing while it thinks. */
const SILENCE_MS = 60_000;

/** The way to the model with an account's key. */
export function depsOf({ apiKey, provider }: Pick<ConnectedAi, "apiKey" | "provider">): AskDeps {
  const client = claudeClient(apiKey, provider);
  return {
    open: (prompt, signal) => client.messages.create(prompt, { signal, timeout: SILENCE_MS }),
    wait: (ms, signal) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, ms);
        signal.addEventListener("abort", () => (clearTimeout(timer), resolve()), { once: true });
      }),
    now: () => Date.now(),
    silenceMs: SILENCE_MS,
  };
}

/** Faults after which asking again may help. */
const RETRIED: Partial<Record<ClaudeFault, Retrying["reason"]>> = {
  overloaded: "overloaded",
  rate_limited: "rate_limited",
};

async function* oneAttempt<Said>(
  prompt: MessageCreateParamsStreaming,
  tally: Tally,
  signal: AbortSignal,
  deps: AskDeps,
  hear: (event: RawMessageStreamEvent) => readonly Said[],
): AsyncGenerator<Said, Extract<AskEnd, { type: "stopped" }> | Trouble> {
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
      // Nobody hears it any more, whether or not the way to the provider has noticed.
      if (signal.aborted) return BROKEN_OFF;
      if (deps.now() - startedAt > ANSWER_MAX.ms) return ENDLESS;
      if (event.type === "message_start") count(tally, event.message.usage);
      tally.written += writtenIn(event);
      if (tally.written > ANSWER_MAX.characters) return ENDLESS;
      for (const said of hear(event)) yield said;
      if (event.type === "message_delta") {
        count(tally, event.usage);
        tally.final = true;
        stopReason = event.delta.stop_reason;
      }
      if (event.type === "message_stop") return { type: "stopped", stopReason: stopReason ?? "end_turn" };
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

/** What of a trouble a person is told. */
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

function failed(trouble: Trouble): AskEnd {
  const { fault, reason, fix, retryAfter } = trouble;
  return {
    type: "failed",
    code: trouble === BROKEN_OFF ? "ai_cut_off" : CODES[fault],
    message: `${reason} ${fix}`,
    ...(retryAfter === undefined ? {} : { retryAfterSeconds: Math.ceil(retryAfter) }),
  };
}

function cutOff({ reason }: Trouble): AskEnd {
  return {
    type: "failed",
    code: "ai_cut_off",
    message: `The answer was cut off: ${reason} What had come is kept. Try again for the whole.`,
  };
}
