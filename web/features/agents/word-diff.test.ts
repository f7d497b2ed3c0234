import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Piece, wordDiff } from "./word-diff.ts";

const of = (pieces: readonly Piece[], ...kinds: Piece["kind"][]): string =>
  pieces
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ text }) => text)
    .join("");
const words = fc.array(fc.constantFrom("breakfast", "seven", "to", "ten", "dogs", " ", "\n", "  "), { maxLength: 40 });

describe("what differs between two texts", () => {
  it("is told word by word", () => {
    expect(wordDiff("Breakfast 7 to 10.\nBe kind.", "Breakfast 8 to 10.\nBe kind. Always.")).toEqual([
      { kind: "same", text: "Breakfast " },
      { kind: "removed", text: "7" },
      { kind: "added", text: "8" },
      { kind: "same", text: " to 10.\nBe kind." },
      { kind: "added", text: " Always." },
    ]);
  });

  it("is nothing where they are the same, and all where nothing is", () => {
    expect(wordDiff("same", "same")).toEqual([{ kind: "same", text: "same" }]);
    expect(wordDiff("", "new")).toEqual([{ kind: "added", text: "new" }]);
    expect(wordDiff("old", "")).toEqual([{ kind: "removed", text: "old" }]);
    expect(wordDiff("", "")).toEqual([]);
  });

  it("leaves out neither a word of the one nor of the other, and removes before it adds", () => {
    fc.assert(
      fc.property(words, words, (one, two) => {
        const [before, after] = [one.join(""), two.join("")];
        const pieces = wordDiff(before, after);
        expect(of(pieces, "same", "removed")).toBe(before);
        expect(of(pieces, "same", "added")).toBe(after);
        for (const [n, { kind, text }] of pieces.entries()) {
          expect(text).not.toBe("");
          expect(kind === "removed" && pieces[n - 1]?.kind === "added").toBe(false);
          expect(pieces[n - 1]?.kind).not.toBe(kind);
        }
      }),
    );
  });

  it("changes as little as can be", () => {
    fc.assert(
      fc.property(words, words, (one, two) => {
        const [a, b] = [wordList(one.join("")), wordList(two.join(""))];
        const same = wordDiff(a.join(""), b.join("")).filter(({ kind }) => kind === "same");
        expect(same.flatMap(({ text }) => wordList(text))).toHaveLength(longestCommon(a, b));
      }),
    );
  });

  it("shows two texts that share next to nothing one after the other, and is quick about it", () => {
    const before = Array.from({ length: 3_000 }, (_, n) => `a${n}`).join(" ");
    const after = Array.from({ length: 3_000 }, (_, n) => `b${n}`).join(" ");
    expect(wordDiff(before, after)).toEqual([
      { kind: "removed", text: before },
      { kind: "added", text: after },
    ]);
  });
});

const wordList = (text: string): string[] => text.match(/\n|[^\S\n]+|\S+/g) ?? [];

/** By the book: the length of the longest common subsequence. */
function longestCommon(a: readonly string[], b: readonly string[]): number {
  let row = Array<number>(b.length + 1).fill(0);
  for (const word of a) {
    const next = [0];
    for (const [n, other] of b.entries())
      next.push(word === other ? (row[n] ?? 0) + 1 : Math.max(row[n + 1] ?? 0, next[n] ?? 0));
    row = next;
  }
  return row.at(-1) ?? 0;
}
