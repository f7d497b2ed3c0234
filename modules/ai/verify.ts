import { type Anthropic, NotFoundError } from "@anthropic-ai/sdk";
import { z } from "zod";
import { AI_MODELS } from "../../schema/ai-models.ts";
import type { Credentials, ProviderFetch, Verification } from "../module.ts";
import { claudeClient } from "./client.ts";
import { claudeTrouble } from "./trouble.ts";

/**
 * Proves with Anthropic that the key works, by asking which models it may use. A server that lists none (a gateway in Anthropic's place) is
 * asked for one token instead.
 */
export async function verifyKey(credentials: Credentials, provider: ProviderFetch, now: number): Promise<Verification> {
  const checkedAt = new Date(now).toISOString();
  const client = claudeClient(credentials["apiKey"] ?? "", provider);
  try {
    const models = await modelsOf(client);
    const ours = AI_MODELS.filter(({ id }) => models.includes(id)).map(({ name }) => name);
    return {
      health: { ok: true, checkedAt, ...(models.length > 0 && ours.length === 0 ? NONE_OF_OURS : {}) },
      proven: [],
      details: ours.length === 0 ? {} : { models: ours.join(", ") },
    };
  } catch (error) {
    const { cause, reason, fix } = claudeTrouble(error);
    return { health: { ok: false, checkedAt, cause, reason, fix }, proven: [], details: {} };
  }
}

/** The models the key may use; none where the server does not say. Throws what the provider says against the key. */
async function modelsOf(client: Anthropic): Promise<string[]> {
  const listed = await listModels(client);
  if (listed.length > 0) return listed;
  const cheapest = AI_MODELS.at(-1) ?? AI_MODELS[0];
  const messages = [{ role: "user" as const, content: "Hello" }];
  const answer: unknown = await client.messages.create({ model: cheapest.id, max_tokens: 1, messages }, OPTIONS);
  if (!Answer.safeParse(answer).success) throw new Error("not an answer of the Messages API");
  return [];
}

async function listModels(client: Anthropic): Promise<string[]> {
  try {
    const page = await client.models.list({ limit: 100 }, OPTIONS);
    return page.data.map(({ id }) => id);
  } catch (error) {
    if (error instanceof NotFoundError) return [];
    throw error;
  }
}

const OPTIONS = { timeout: 15_000 };
const Answer = z.object({ type: z.literal("message") });

const NONE_OF_OURS = {
  cause: "permission" as const,
  reason: "The key works, but Anthropic lists none of the models offered here for it.",
  fix: "Allow the key's workspace one of them in the Claude Console.",
};
