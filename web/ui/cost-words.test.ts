import { describe, expect, it } from "vitest";
import { costWords, tokenWords } from "./cost-words.ts";

describe("costWords", () => {
  it.each([
    [0, "$0"],
    [1, "under $0.001"],
    [999, "under $0.001"],
    [1_000, "$0.001"],
    [4_120, "$0.004"],
    [999_499, "$0.999"],
    [1_000_000, "$1.00"],
    [12_345_678, "$12.35"],
  ])("tells %i micros as %s", (micros, words) => {
    expect(costWords(micros)).toBe(words);
  });
});

describe("tokenWords", () => {
  it("counts one and many", () => {
    expect([tokenWords(1), tokenWords(1_240)]).toEqual(["1 token", `${(1_240).toLocaleString()} tokens`]);
  });
});
