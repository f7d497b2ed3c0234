import { expect, it } from "vitest";
import { count, newTally, usageOf } from "./tally.ts";

it("takes from the provider numbers of tokens and nothing else, so that a month's sums stay sums", () => {
  const tally = newTally();
  count(tally, { input_tokens: 100, output_tokens: 7, cache_read_input_tokens: 3, cache_creation_input_tokens: 2 });
  for (const said of [-1, 0.5, Number.NaN, 1e300, "5", null, undefined, {}]) {
    const wrong = said as number;
    count(tally, {
      input_tokens: wrong,
      output_tokens: wrong,
      cache_read_input_tokens: wrong,
      cache_creation_input_tokens: wrong,
    });
  }
  expect(usageOf(tally)).toEqual({ inputTokens: 100, outputTokens: 7, cacheReadTokens: 3, cacheWriteTokens: 2 });
});
