import { describe, expect, test } from "vitest";
import { line, WELL_FORMED } from "./common.ts";

describe("a line of text", () => {
  test.each(["\ud83d", "a\udc00", "\udfff\ud800", "a\u0000b", "a\nb", "   "])("is refused as %j", (text) => {
    expect(line(40).safeParse(text).success).toBe(false);
  });

  test.each(["😀 Ana", "Nguyễn", "שלום", "a"])("may be %j", (text) => {
    expect(line(40).parse(` ${text} `)).toBe(text);
  });
});

test("longer text may have lines and whole characters, but no halves of them", () => {
  expect(WELL_FORMED.test("two\nlines 😀")).toBe(true);
  expect(WELL_FORMED.test("half \ud83d\nof one")).toBe(false);
});
