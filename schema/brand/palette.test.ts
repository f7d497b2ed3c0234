import { expect, test } from "vitest";
import { contrast, CONTRAST_MIN, readableAccent } from "./contrast.ts";
import { GROUNDS, paletteOf } from "./palette.ts";

test.each([
  ["#000000", "#ffffff", 21],
  ["#ffffff", "#ffffff", 1],
  ["#767676", "#ffffff", 4.54],
  ["#2563eb", "#ffffff", 5.17],
  ["#0000ff", "#000000", 2.44],
])("the contrast of %s and %s is %d", (one, other, ratio) => {
  expect(contrast(one, other)).toBeCloseTo(ratio, 2);
  expect(contrast(other, one)).toBe(contrast(one, other));
});

test("a colour that can be read stays; one that cannot becomes the nearest that can", () => {
  expect(readableAccent("#2563eb")).toBe("#2563eb");
  const amber = readableAccent("#f59e0b");
  expect(contrast(amber, "#ffffff")).toBeGreaterThanOrEqual(CONTRAST_MIN);
  expect(contrast(amber, "#ffffff")).toBeLessThan(CONTRAST_MIN + 0.15);
  expect(readableAccent("#ffffff")).toBe("#757575");
});

test("whatever the accent, both themes can be read", () => {
  for (let n = 0; n < 4096; n += 5) {
    const chosen = `#${[n >> 8, (n >> 4) & 15, n & 15].map((digit) => digit.toString(16).repeat(2)).join("")}`;
    const { light, dark } = paletteOf(readableAccent(chosen));
    for (const [tokens, grounds] of [
      [light, GROUNDS.light],
      [dark, GROUNDS.dark],
    ] as const) {
      for (const ground of [grounds.surface, grounds.sunken, tokens["accent-soft"]])
        expect(contrast(tokens["accent-ink"], ground), chosen).toBeGreaterThanOrEqual(CONTRAST_MIN);
      for (const under of [tokens.accent, tokens["accent-hover"]])
        expect(contrast(tokens["on-accent"], under), chosen).toBeGreaterThanOrEqual(CONTRAST_MIN);
      expect(contrast(tokens.accent, grounds.surface), chosen).toBeGreaterThanOrEqual(3);
    }
  }
});
