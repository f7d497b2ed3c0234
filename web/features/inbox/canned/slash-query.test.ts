import { expect, it } from "vitest";
import { slashQuery } from "./slash-query.ts";

/** `|` is the caret. */
function at(marked: string) {
  return slashQuery(marked.replace("|", ""), marked.indexOf("|"));
}

it.each([
  ["/|", { from: 0, to: 1, query: "" }],
  ["/ho|", { from: 0, to: 3, query: "ho" }],
  ["Hi /HO|", { from: 3, to: 6, query: "ho" }],
  ["Hi\n/ho|\nBye", { from: 3, to: 6, query: "ho" }],
  ["/ho|urs please", { from: 0, to: 6, query: "ho" }],
])("%s begins a shortcut", (marked, expected) => {
  expect(at(marked)).toEqual(expected);
});

it.each([
  ["and/or|"],
  ["https://|"],
  ["https://a.test/x|"],
  ["/ hours|"],
  ["/hours |"],
  ["|/hours"],
  ["/usr|/local"],
  ["a /é|"],
  [""],
])("%s does not", (marked) => {
  expect(at(marked)).toBeUndefined();
});
