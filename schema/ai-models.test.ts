import { describe, expect, it } from "vitest";
import { AI_MODELS, costMicros, DEFAULT_AI_MODEL } from "./ai-models.ts";

const NOTHING = { inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0 };

describe("what a call costs", () => {
  it("is a price for each kind of token, rounded up to a millionth of a dollar", () => {
    expect(costMicros("claude-sonnet-5-5", NOTHING)).toBe(0);
    expect(costMicros("claude-sonnet-5-5", { ...NOTHING, inputTokens: 1000 })).toBe(2000);
    expect(costMicros("claude-sonnet-5-5", { ...NOTHING, outputTokens: 1000 })).toBe(10_000);
    expect(costMicros("claude-sonnet-5-5", { ...NOTHING, cacheReadTokens: 1000 })).toBe(100);
    expect(costMicros("claude-sonnet-5-5", { ...NOTHING, cacheWriteTokens: 1000 })).toBe(2500);
    expect(costMicros("claude-haiku-5-5", { ...NOTHING, cacheReadTokens: 1 })).toBe(1);
    expect(
      costMicros("claude-opus-5-5", { inputTokens: 10, outputTokens: 20, cacheReadTokens: 30, cacheWriteTokens: 40 }),
    ).toBe(40 + 400 + 6 + 200);
  });

  it("follows the rule of the price list: writing the cache costs a quarter more than reading anew, reading it far less", () => {
    for (const { price } of AI_MODELS) {
      expect(price.cacheWrite).toBe(price.input * 1.25);
      expect(price.cacheRead).toBeLessThanOrEqual(price.input / 10);
    }
    expect(AI_MODELS.map(({ id }) => id)).toContain(DEFAULT_AI_MODEL);
  });
});
