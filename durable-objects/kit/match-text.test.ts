import { expect, test } from "vitest";
import { matchText } from "./match-text.ts";

test.each<[string, string[], string, string[]]>([
  ["one text", ["anna"], '"anna"', []],
  ["several, all of them", ["anna", "lee"], '"anna" AND "lee"', []],
  ["what is too short, beside it", ["anna", "le", "l"], '"anna"', ["le", "l"]],
  ["three characters", ["中太郎"], '"中太郎"', []],
  ["a quotation mark as text", ['a"b"'], '"a""b"""', []],
  ["operators as text", ["or*", "a^b", "{x}:y"], '"or*" AND "a^b" AND "{x}:y"', []],
  ["letters with their marks as one each", ["e\u0301mi"], '"e\u0301mi"', []],
])("asks the index for %s", (_what, texts, match, short) => {
  expect(matchText(texts)).toEqual({ match, short });
});

test.each<[string, string[]]>([
  ["nothing", []],
  ["an empty text", [""]],
  ["two characters", ["an"]],
  ["two Chinese characters", ["田中"]],
  ["two letters with marks", ["e\u0301\u0302o\u0308"]],
  ["what the index cannot read", ["anna\0lee"]],
])("does not ask it for %s", (_what, texts) => {
  expect(matchText(texts)).toBeUndefined();
});
