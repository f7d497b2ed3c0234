import type { Model } from "@anthropic-ai/sdk/resources/messages";

/** What a model costs, in millionths of a US dollar for a million tokens. */
export interface ModelPrice {
  input: number;
  output: number;
  /** Written to the cache that lasts five minutes. */
  cacheWrite: number;
  cacheRead: number;
}

/**
 * The models an agent may have, dearest first. A name the SDK does not know does not compile.
 * Prices: https://platform.claude.com/docs/en/about-claude/pricing, read on 2026-11-20. Haiku's are those of prompts up to 100,000 tokens;
 * ours are bounded far below that.
 */
export const AI_MODELS = [
  {
    id: "claude-opus-5-5",
    name: "Claude Opus 5.5",
    price: { input: 4_000_000, output: 20_000_000, cacheWrite: 5_000_000, cacheRead: 200_000 },
  },
  {
    id: "claude-sonnet-5-5",
    name: "Claude Sonnet 5.5",
    price: { input: 2_000_000, output: 10_000_000, cacheWrite: 2_500_000, cacheRead: 100_000 },
  },
  {
    id: "claude-haiku-5-5",
    name: "Claude Haiku 5.5",
    price: { input: 100_000, output: 500_000, cacheWrite: 125_000, cacheRead: 10_000 },
  },
] as const satisfies readonly { id: KnownModel; name: string; price: ModelPrice }[];

export type AiModel = (typeof AI_MODELS)[number]["id"];
/** Their ids, dearest first. */
export const AI_MODEL_IDS = AI_MODELS.map(({ id }) => id) as [AiModel, ...AiModel[]];
/** What a new install and a new agent have unless told. */
export const DEFAULT_AI_MODEL = "claude-sonnet-5-5" satisfies AiModel;

/** Tokens of one call, as the provider counts them; `inputTokens` are those that were neither read from nor written to the cache. */
export interface TokenUsage {
  inputTokens: number;
  outputTokens: number;
  cacheReadTokens: number;
  cacheWriteTokens: number;
}

/** What a call costs in millionths of a US dollar, rounded up. */
export function costMicros(model: AiModel, usage: TokenUsage): number {
  const { price } = AI_MODELS.find(({ id }) => id === model) ?? AI_MODELS[0];
  const parts =
    usage.inputTokens * price.input +
    usage.outputTokens * price.output +
    usage.cacheReadTokens * price.cacheRead +
    usage.cacheWriteTokens * price.cacheWrite;
  return Math.ceil(parts / 1_000_000);
}

/** The SDK's own names, without the "any other string" it also takes. */
type KnownModel = Literal<Model>;
type Literal<T> = T extends string ? (string extends T ? never : T) : never;
