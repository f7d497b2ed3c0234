import { APIConnectionError, APIError } from "@anthropic-ai/sdk";
import type { MessageCreateParamsStreaming, RawMessageStreamEvent } from "@anthropic-ai/sdk/resources/messages";
import { describe, expect, it } from "vitest";
import { ANSWER_MAX, type AskDeps } from "./ask-claude.ts";
import { type AssistEnd, runAssist } from "./run-assist.ts";
import { newTally, type Tally, usageOf } from "./tally.ts";

const PROMPT: MessageCreateParamsStreaming = { model: "claude-sonnet-5-5", max_tokens: 10, stream: true, messages: [] };

/** What one call of the model does: refuse, or write pieces and then end in some way. */
type Attempt = APIError | Error | { words: string[]; end?: Error | "cut" | "hang"; msEach?: number };

describe("asking the model", () => {
  it("passes on each word and counts what the provider counts", async () => {
    const { said, end, tally } = await run([{ words: ["Hi", " Ana"] }]);
    expect(said).toEqual(["Hi", " Ana"]);
    expect(end).toEqual({ type: "done", stopReason: "end_turn" });
    expect(usageOf(tally)).toEqual({ inputTokens: 100, outputTokens: 7, cacheReadTokens: 50, cacheWriteTokens: 0 });
  });

  it("waits as long as it is told, and one second, then two, where it is not", async () => {
    const { said, waits } = await run([
      refusal(429, "rate_limit_error", "7"),
      refusal(529, "overloaded_error"),
      { words: ["Hi"] },
    ]);
    expect(waits).toEqual([7000, 2000]);
    expect(said).toEqual(["retrying rate_limited 7", "retrying overloaded 2", "Hi"]);
  });

  it("asks three times and no more, and never waits longer than twenty seconds in all", async () => {
    const overloaded = Array<Attempt>(5).fill(refusal(529, "overloaded_error"));
    const thrice = await run(overloaded);
    expect([thrice.calls, thrice.end]).toMatchObject([3, { type: "failed", code: "ai_overloaded" }]);
    const long = await run([refusal(429, "rate_limit_error", "12"), refusal(429, "rate_limit_error", "12")]);
    expect([long.calls, long.waits]).toEqual([2, [12_000]]);
    expect(long.end).toMatchObject({ code: "ai_rate_limited", retryAfterSeconds: 12 });
  });

  it("asks again after an error in the stream only while no word has come, and what was used stays used", async () => {
    const inStream = new APIError(undefined, { error: { type: "overloaded_error" } }, undefined, new Headers());
    const before = await run([{ words: [], end: inStream }, { words: ["Hi"] }]);
    expect([before.calls, before.end.type]).toEqual([2, "done"]);
    expect(usageOf(before.tally).inputTokens).toBe(200);
    const after = await run([{ words: ["Hi"], end: inStream }, { words: ["never"] }]);
    expect([after.calls, after.said, after.end]).toMatchObject([1, ["Hi"], { code: "ai_cut_off" }]);
  });

  it.each([
    ["a connection that ends", "cut"],
    ["a connection that breaks", new TypeError("network connection lost")],
    ["half an event", new SyntaxError("Unexpected end of JSON input")],
    ["a silence", "hang"],
  ] as const)("keeps what had come before %s, and counts it", async (_name, end) => {
    const {
      said,
      end: ended,
      tally,
      calls,
    } = await run([{ words: ["Hello", " there, Ana"], end }, { words: ["never"] }]);
    expect([calls, said]).toEqual([1, ["Hello", " there, Ana"]]);
    expect(ended).toMatchObject({ type: "failed", code: "ai_cut_off", message: expect.stringContaining("is kept") });
    expect(usageOf(tally).outputTokens).toBe(6);
  });

  it("breaks off an answer that has no end, in words and in time", async () => {
    const long = await run([{ words: Array<string>(300).fill("x".repeat(1000)), end: "hang" }]);
    expect([long.calls, long.end]).toMatchObject([1, { type: "failed", code: "ai_cut_off" }]);
    expect(long.tally.text.length).toBeLessThanOrEqual(ANSWER_MAX.characters + 1000);
    const slow = await run([{ words: ["Hi", ...Array<string>(300).fill("")], msEach: 10_000 }]);
    expect([slow.said, slow.end]).toMatchObject([["Hi"], { type: "failed", code: "ai_cut_off" }]);
  });

  it("passes on words and nothing else", async () => {
    const { said, end } = await run([{ words: ["Hi", 7, null, { a: 1 }, ["x"], " Ana"] as string[] }]);
    expect([said, end.type]).toEqual([["Hi", " Ana"], "done"]);
  });

  it.each([
    ["a key refused", refusal(401, "authentication_error"), "ai_key_refused"],
    ["a bill", refusal(402, "billing_error"), "ai_key_refused"],
    ["a spent month", refusal(429, "rate_limit_error", undefined, "enforced_spend_limit_reached"), "ai_rate_limited"],
    ["no network", new APIConnectionError({ message: "away" }), "ai_failed"],
    ["a wrong request", refusal(400, "invalid_request_error"), "ai_failed"],
    ["a cut before the first word", { words: [], end: "cut" }, "ai_cut_off"],
    ["no answer at all", { words: [], end: "hang" }, "ai_failed"],
    ["an empty answer", { words: [] }, "ai_failed"],
  ] as const)("does not ask again after %s", async (_name, attempt, code) => {
    const { calls, end } = await run([attempt as Attempt, { words: ["never"] }]);
    expect([calls, end]).toMatchObject([1, { type: "failed", code }]);
  });

  it("stops when the person is gone, in an answer and in a wait", async () => {
    const left = new AbortController();
    const answer = await run([{ words: ["Hi"], end: "hang" }], left, (said) => said.length === 1);
    expect(answer.end).toEqual({ type: "cancelled" });
    const gone = new AbortController();
    const wait = await run([refusal(529, "overloaded_error"), { words: ["never"] }], gone, (said) => said.length === 1);
    expect([wait.end, wait.calls]).toEqual([{ type: "cancelled" }, 1]);
  });
});

async function run(
  attempts: readonly Attempt[],
  left: AbortController = new AbortController(),
  leaves: (said: readonly string[]) => boolean = () => false,
): Promise<{ said: string[]; waits: number[]; end: AssistEnd; tally: Tally; calls: number }> {
  const said: string[] = [];
  const waits: number[] = [];
  let calls = 0;
  let clock = 0;
  const deps: AskDeps = {
    open: async (_prompt, signal) => {
      const attempt = attempts[calls];
      calls += 1;
      if (attempt === undefined || attempt instanceof Error) throw attempt ?? new Error("asked too often");
      return eventsOf(attempt, signal, (ms) => (clock += ms));
    },
    wait: async (ms) => {
      waits.push(ms);
      clock += ms;
    },
    now: () => clock,
    silenceMs: 50,
  };
  const tally = newTally();
  const events = runAssist(PROMPT, tally, left.signal, deps);
  for (;;) {
    const { value, done } = await events.next();
    if (done) return { said, waits, end: value, tally, calls };
    said.push(value.type === "delta" ? value.text : `retrying ${value.reason} ${value.seconds}`);
    if (leaves(said)) left.abort();
  }
}

async function* eventsOf(
  { words, end, msEach = 0 }: Exclude<Attempt, Error>,
  signal: AbortSignal,
  passes: (ms: number) => void,
): AsyncGenerator<RawMessageStreamEvent> {
  const event = (fields: object) => fields as RawMessageStreamEvent;
  const usage = { input_tokens: 100, output_tokens: 1, cache_read_input_tokens: 50, cache_creation_input_tokens: null };
  yield event({ type: "message_start", message: { usage } });
  yield event({ type: "content_block_delta", index: 0, delta: { type: "signature_delta", signature: "x" } });
  for (const text of words) {
    passes(msEach);
    yield event({ type: "content_block_delta", index: 1, delta: { type: "text_delta", text } });
  }
  if (end instanceof Error) throw end;
  // As the SDK does: told to stop, it ends without a word.
  if (end === "hang" && !signal.aborted) await new Promise((resolve) => signal.addEventListener("abort", resolve));
  if (end !== undefined) return;
  yield event({ type: "message_delta", delta: { stop_reason: "end_turn" }, usage: { output_tokens: 7 } });
  yield event({ type: "message_stop" });
}

function refusal(status: number, type: string, retryAfter?: string, code?: string): APIError {
  const body = { type: "error", error: { type, message: "said", ...(code ? { details: { error_code: code } } : {}) } };
  return APIError.generate(status, body, undefined, new Headers(retryAfter ? { "retry-after": retryAfter } : {}));
}
