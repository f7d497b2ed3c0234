import type { MessageParam } from "@anthropic-ai/sdk/resources/messages";
import { requireCapability } from "../../../schema/actor.ts";
import { costMicros } from "../../../schema/ai-models.ts";
import type { SessionRef, ThinkEvent, ThinkFailure, ThinkRequest, ThinkUsage } from "../../../schema/concierge/host.ts";
import { isTrellisError } from "../../../schema/errors.ts";
import { newId } from "../../../schema/ids.ts";
import { reasonOf } from "../../../schema/reason-of.ts";
import { askClaude, type AskEnd, depsOf } from "../assists/ask-claude.ts";
import { eventStream, JSON_LINES } from "../assists/event-stream.ts";
import { type PaidAi, paidAi } from "../assists/paid-ai.ts";
import { recordAsk } from "../assists/record-ask.ts";
import { newTally, type Tally, usageOf } from "../assists/tally.ts";
import { voiceOf } from "../brand-voice/voice-of.ts";
import type { Ctx } from "../ctx.ts";
import { buildTurn } from "./build-turn.ts";
import { beginTurn, type Turn } from "./read-turn.ts";

/**
 * Asks the model for the next turn of a session and streams what it writes and calls, a line of JSON each (schema/concierge/host.ts). `ctx` is the
 * holder's, on the session's account. Nothing is run here: calls come back to be run one by one, with rights read anew. Whatever becomes of the
 * stream, what was used is recorded. Throws `forbidden`; whatever the model's side may bring about is told as `failed`.
 */
export async function think(
  ctx: Ctx,
  session: Pick<SessionRef, "sessionId">,
  request: ThinkRequest,
): Promise<ReadableStream<Uint8Array>> {
  requireCapability(ctx.actor, "manageModules");
  const left = new AbortController();
  const events = toTheEnd(session, turnOf(ctx, session, request, left.signal));
  const { body, finished } = eventStream(events, () => left.abort(), JSON_LINES);
  ctx.waitUntil(finished);
  return body;
}

/** A fault of ours is told as a turn that failed, too: the object need not guess why the stream broke off. */
async function* toTheEnd(
  { sessionId }: Pick<SessionRef, "sessionId">,
  events: AsyncIterable<ThinkEvent>,
): AsyncGenerator<ThinkEvent> {
  try {
    yield* events;
  } catch (error) {
    const reason = reasonOf(error);
    console.error(JSON.stringify({ level: "error", event: "concierge_turn_failed", session: sessionId, reason }));
    yield failure("ai_failed", "Claude could not be asked.");
  }
}

async function* turnOf(
  ctx: Ctx,
  { sessionId }: Pick<SessionRef, "sessionId">,
  request: ThinkRequest,
  signal: AbortSignal,
): AsyncGenerator<ThinkEvent> {
  const ai = await wayToModel(ctx);
  if ("failed" in ai) return yield ai.failed;
  const prompt = buildTurn(ctx, { model: ai.model, voice: await voiceOf(ctx.env, ctx.tenant.id) }, request);
  if ("cap" in prompt) return yield failure("ai_cap_reached", prompt.cap);

  const tally = newTally();
  const known = callIds(prompt.messages);
  let turn: Turn = beginTurn(known);
  try {
    const end = yield* askClaude(prompt, tally, signal, depsOf(ai), () => (turn = beginTurn(known)).hear);
    const last = lastOf(end, turn, usedBy(ai, tally));
    tally.outcome = end.type === "cancelled" ? "cancelled" : last.type === "end" ? "done" : outcomeOf(last.code);
    if (end.type !== "cancelled") yield last;
  } finally {
    const about = { id: newId("assist"), conversationId: sessionId, kind: "concierge", agentId: null } as const;
    await recordAsk(ctx, { ...about, model: ai.model, payer: ai.payer }, tally, ai.platform);
  }
}

/** Ids of the calls that the record holds. */
function callIds(messages: readonly MessageParam[]): ReadonlySet<string> {
  const blocks = messages.flatMap(({ content }) => (typeof content === "string" ? [] : content));
  return new Set(blocks.flatMap((block) => (block.type === "tool_use" ? [block.id] : [])));
}

async function wayToModel(ctx: Ctx): Promise<PaidAi | { failed: ThinkEvent }> {
  try {
    return await paidAi(ctx);
  } catch (error) {
    if (!isTrellisError(error)) throw error;
    const code = error.code === "ai_cap_reached" ? error.code : "ai_not_connected";
    return { failed: failure(code, error.message) };
  }
}

/** What a turn ends with, once the model has. */
function lastOf(end: AskEnd, turn: Turn, usage: ThinkUsage): Extract<ThinkEvent, { type: "end" | "failed" }> {
  if (end.type === "failed") {
    const { code, message: reason, retryAfterSeconds } = end;
    return { type: "failed", code, reason, usage, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) };
  }
  const stopReason = end.type === "stopped" ? end.stopReason : "cancelled";
  // What came before is to be forgotten, or every later request is declined, too.
  if (stopReason === "refusal")
    return { type: "failed", code: "ai_refused", reason: "Claude declined to go on with this.", usage };
  const content = turn.content();
  if (!content.some(isSaid))
    return { type: "failed", code: "ai_failed", reason: "Claude answered without a word.", usage };
  return { type: "end", stopReason, content, usage };
}

/** Words or a call: what was thought alone is no answer. */
function isSaid(block: { type: string }): boolean {
  return block.type === "text" || block.type === "tool_use";
}

function failure(code: ThinkFailure, reason: string): Extract<ThinkEvent, { type: "failed" }> {
  return { type: "failed", code, reason, usage: { inputTokens: 0, outputTokens: 0, micros: 0 } };
}

/** The tally's words for how a call ended know nothing of what was never asked. */
function outcomeOf(code: ThinkFailure): Tally["outcome"] {
  return code === "ai_cap_reached" || code === "ai_not_connected" ? "ai_failed" : code;
}

function usedBy({ model }: PaidAi, tally: Tally): ThinkUsage {
  const usage = usageOf(tally);
  const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens } = usage;
  return {
    inputTokens: inputTokens + cacheReadTokens + cacheWriteTokens,
    outputTokens,
    micros: costMicros(model, usage),
  };
}
