import { subAccount } from "../../../durable-objects/stubs.ts";
import { requireCapability } from "../../../schema/actor.ts";
import type { TryAgent } from "../../../schema/contracts/agents.ts";
import { buildPrompt } from "../assists/build-prompt.ts";
import { connectedAi } from "../assists/connected-ai.ts";
import { requireUnderCap } from "../assists/require-under-cap.ts";
import { streamAnswer } from "../assists/stream-answer.ts";
import { voiceOf } from "../brand-voice/voice-of.ts";
import type { Ctx } from "../ctx.ts";

/** Who writes to an agent that is tried out. */
const CUSTOMER = { name: "Sam", tags: [] };

/**
 * Streams what an agent, saved or not, would draft to somebody made up: the same request to the model that the inbox makes, so that what is
 * read here is what it does there. It counts as use of the account's AI. Throws `forbidden`, `ai_not_connected`, `ai_cap_reached`, `too_many`.
 */
export async function tryAgent(ctx: Ctx, input: TryAgent): Promise<ReadableStream<Uint8Array>> {
  requireCapability(ctx.actor, "manageModules");
  const { name, systemPrompt, channel, messages } = input;
  const [ai, voice] = await Promise.all([connectedAi(ctx), voiceOf(ctx.env, ctx.tenant.id)]);
  await requireUnderCap(ctx, ai);
  await subAccount(ctx.env, ctx.tenant.id).countAssist(ctx.actor);
  const model = input.model ?? ai.model;
  const at = new Date(ctx.now).toISOString();
  const prompt = buildPrompt({
    model,
    business: ctx.tenant.name,
    voice,
    agent: { name, systemPrompt },
    thread: {
      channel,
      contact: CUSTOMER,
      messages: messages.map(({ from, text }) =>
        from === "customer"
          ? { from, text, files: [], at }
          : { from: "business" as const, author: name, text, files: [], at },
      ),
    },
    ask: { kind: "draft" },
  });
  return streamAnswer(ctx, ai, { prompt, model, kind: "playground", agent: null, conversationId: null });
}
