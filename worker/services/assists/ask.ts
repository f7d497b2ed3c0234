import { subAccount } from "../../../durable-objects/stubs.ts";
import { requireCapability } from "../../../schema/actor.ts";
import type { AskAssist } from "../../../schema/contracts/assists.ts";
import { agentsOf } from "../../db/agents.ts";
import { voiceOf } from "../brand-voice/voice-of.ts";
import type { Ctx } from "../ctx.ts";
import { buildPrompt } from "./build-prompt.ts";
import { chooseAgent } from "./choose-agent.ts";
import { connectedAi } from "./connected-ai.ts";
import { requireUnderCap } from "./require-under-cap.ts";
import { streamAnswer } from "./stream-answer.ts";

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
  const [ai, agents, voice] = await Promise.all([connectedAi(ctx), agentsOf(ctx.db), voiceOf(ctx.env, ctx.tenant.id)]);
  await requireUnderCap(ctx, ai);
  const withNotes = ask.kind === "summary";
  const thread = await subAccount(ctx.env, ctx.tenant.id).readThread(ctx.actor, { conversationId, withNotes });
  const agent = chooseAgent(agents, { channel: thread.channel, tags: thread.contact.tags }, ask.agent);
  const model = agent?.model ?? ai.model;
  const prompt = buildPrompt({ model, business: ctx.tenant.name, voice, agent, thread, ask });
  return streamAnswer(ctx, ai, { prompt, model, kind: ask.kind, agent, conversationId });
}
