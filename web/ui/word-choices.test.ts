import { expect, it } from "vitest";
import { wordChoices } from "./word-choices.ts";

const LABELS = ["repair", "order", "reorder", "trade", "Reorder late"];
const words = (typed: string, chosen: string[] = []): string[] =>
  wordChoices(typed, LABELS, chosen).map(({ word, isNew }) => (isNew ? `+${word}` : word));

it.each([
  ["", LABELS],
  ["order", ["order", "reorder", "Reorder late"]],
  ["re", ["repair", "reorder", "Reorder late", "+re"]],
  ["TRADE ", ["trade"]],
  [" no such ", ["+no such"]],
])("for %j offers %j", (typed, offered) => expect(words(typed)).toEqual(offered));

it("offers nothing that is chosen already, in whatever case", () => {
  expect(words("", ["Order", "trade"])).toEqual(["repair", "reorder", "Reorder late"]);
  expect(words("ORDER", ["order"])).toEqual(["reorder", "Reorder late"]);
});
