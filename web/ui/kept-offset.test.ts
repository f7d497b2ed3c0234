import { expect, it } from "vitest";
import { keptOffset } from "./kept-offset.ts";

const ROWS = Array.from("abcdefghij");
/** Rows of 10 px, four on the screen, scrolled so that half of "d" is above it. */
const kept = (now: string, top = 35): number => keptOffset(ROWS, Array.from(now), top, 10, 40);

it.each([
  ["nothing", "abcdefghij", 0],
  ["two come on top", "xyabcdefghij", 20],
  ["one above the screen goes", "abdefghij", -10],
  ["one below the screen goes to the top", "jabcdefghi", 10],
  ["one on the screen goes to the top", "fabcdeghij", 10],
  ["the first on the screen goes to the top", "dabcefghij", 0],
  ["more come below", "abcdefghijk", 0],
  ["everything is another", "vwxyz", 0],
])("when %s: %s scrolls on by %s", (_, now, by) => expect(kept(now)).toBe(by));

it("lets what comes be seen at the top", () => expect(kept("xabcdefghij", 4)).toBe(0));
