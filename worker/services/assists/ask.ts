import { subAccount } from "../../../durable-objects/stubs.ts";
import { requireCapability } from "../../../schema/actor.ts";
import { costMicros } from "../../../schema/ai-models.ts";
import type { AskAssist, AssistEvent } from "../../../schema/contracts/assists.ts";
import { newId } from "../../../schema/ids.ts";
import { agentsOf } from "../../db/agents.ts";
import type { Ctx } from "../ctx.ts";
import { depsOf } from "./ask-claude.ts";
import { buildPrompt } from "./build-prompt.ts";
import { chooseAgent } from "./choose-agent.ts";
import { connectedAi } from "./connected-ai.ts";
import { eventStream } from "./event-stream.ts";
import { recordAsk } from "./record-ask.ts";
import { requireUnderCap } from "./require-under-cap.ts";
import { runAssist } from "./run-assist.ts";
import { newTally, usageOf } from "./tally.ts";

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
      await recordAsk(
        ctx,
        { id, conversationId, kind: ask.kind, agentId: agent?.id ?? null, model, payer: ai.payer },
        tally,
      );
    }
  }
  const { body, finished } = eventStream(events(), () => left.abort());
  ctx.waitUntil(finished);
  return body;
}
