import { subAccount } from "../../../durable-objects/stubs.ts";
import { claudeClient } from "../../../modules/ai/client.ts";
import { authorOf, requireCapability } from "../../../schema/actor.ts";
import { costMicros } from "../../../schema/ai-models.ts";
import type { AskAssist, AssistEvent } from "../../../schema/contracts/assists.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { newId } from "../../../schema/ids.ts";
import { reasonOf } from "../../../schema/reason-of.ts";
import { agentsOf } from "../../db/agents.ts";
import { recordCall, usageOf as usageOfMonth } from "../../db/ai-usage.ts";
import type { Ctx } from "../ctx.ts";
import { buildPrompt } from "./build-prompt.ts";
import { chooseAgent } from "./choose-agent.ts";
import { type ConnectedAi, connectedAi } from "./connected-ai.ts";
import { eventStream } from "./event-stream.ts";
import { monthOf } from "./month-of.ts";
import { type AssistDeps, runAssist } from "./run-assist.ts";
import { newTally, type Tally, usageOf } from "./tally.ts";

/** How long Claude may be silent in the middle of an answer. It says nothing while it thinks. */
const SILENCE_MS = 60_000;

/**
 * Asks the model about a conversation and answers the stream of what it writes (schema/contracts/assists.ts). Nothing is sent to the
 * customer. Whatever becomes of the stream, what was used is recorded. Throws, before anything is asked: `forbidden`, `not_found`,
 * `invalid` (an agent it does not have), `ai_not_connected`, `ai_cap_reached`, `too_many`.
 */
export async function askAssist(
  ctx: Ctx,
  { conversationId, ...ask }: AskAssist & { conversationId: string },
): Promise<ReadableStream<Uint8Array>> {
  requireCapability(ctx.actor, "sendMessages");
  const [ai, agents] = await Promise.all([connectedAi(ctx), agentsOf(ctx.db)]);
  await requireUnderCap(ctx, ai);
  const withNotes = ask.kind === "summary";
  const thread = await subAccount(ctx.env, ctx.tenant.id).readThread(ctx.actor, { conversationId, withNotes });
  const agent = chooseAgent(agents, { channel: thread.channel, tags: thread.contact.tags }, ask.agent);
  const model = agent?.model ?? ai.model;
  const prompt = buildPrompt({ model, business: ctx.tenant.name, agent, thread, ask });

  const id = newId("assist");
  const tally = newTally();
  const left = new AbortController();
  async function* events(): AsyncGenerator<AssistEvent> {
    try {
      yield { type: "start", id, model, agent: agent && { id: agent.id, name: agent.name } };
      const end = yield* runAssist(prompt, tally, left.signal, depsOf(ai));
      tally.outcome = end.type === "failed" ? end.code : end.type;
      if (end.type === "cancelled") return;
      const usage = usageOf(tally);
      const cost = { micros: costMicros(model, usage), currency: "USD" as const };
      yield end.type === "done"
        ? { ...end, id, text: tally.text.toWellFormed(), usage, cost }
        : { ...end, usage, cost };
    } finally {
      await record(ctx, { id, conversationId, kind: ask.kind, agentId: agent?.id ?? null, model }, tally);
    }
  }
  const { body, finished } = eventStream(events(), () => left.abort());
  ctx.waitUntil(finished);
  return body;
}

/** A cap is looked at before each request: requests that are under way at once may go over it by what they cost. */
async function requireUnderCap(ctx: Ctx, { capMicros }: ConnectedAi): Promise<void> {
  if (capMicros === null) return;
  const used = (await usageOfMonth(ctx.db, monthOf(ctx.now))).reduce((sum, row) => sum + row.costMicros, 0);
  if (used >= capMicros)
    throw new TrellisError("ai_cap_reached", {
      message: `This month's limit of ${capMicros / 1e6} USD for AI is used up. An administrator may raise it under Modules.`,
    });
}

function depsOf({ apiKey, provider }: ConnectedAi): AssistDeps {
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

/** Keeps what an assist used. A failure of this must not take the answer from the person: it is logged. */
async function record(
  ctx: Ctx,
  about: { id: string; conversationId: string; kind: AskAssist["kind"]; agentId: string | null; model: Model },
  tally: Tally,
): Promise<void> {
  const usage = usageOf(tally);
  const call = {
    ...about,
    ...usage,
    at: ctx.now,
    userId: authorOf(ctx.actor).id,
    costMicros: costMicros(about.model, usage),
    outcome: tally.outcome,
    ms: Date.now() - ctx.now,
  };
  try {
    await ctx.db.bookkeep(recordCall(ctx.db, monthOf(ctx.now), call));
  } catch (error) {
    const { requestId, tenant } = ctx;
    const reason = reasonOf(error);
    console.error(
      JSON.stringify({ level: "error", event: "ai_usage_lost", requestId, tenantId: tenant.id, ...call, reason }),
    );
  }
}
type Model = Parameters<typeof costMicros>[0];
