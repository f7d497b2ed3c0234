import { expect, it } from "vitest";
import { daysLeft, endsInWords, holdsWords, monthWords, priceWords } from "./plan-words.ts";

const DAY_MS = 24 * 60 * 60_000;
const NOW = Date.UTC(2026, 10, 20, 12);

it("says what a plan costs and holds", () => {
  expect([priceWords("starter"), priceWords("enterprise")]).toEqual(["$99 a month", "$299 a month"]);
  expect(holdsWords("starter", "subaccount")).toEqual(["1,000 contacts", "3 people on the team"]);
  expect(holdsWords("enterprise", "subaccount")).toEqual([
    "Any number of contacts",
    "Any number of people on the team",
  ]);
  expect(holdsWords("professional", "agency")).toEqual(["10 people on the team"]);
});

it.each([
  [14 * DAY_MS, 14, "in 14 days"],
  [13 * DAY_MS + 1, 14, "in 14 days"],
  [DAY_MS, 1, "within a day"],
  [1, 1, "within a day"],
  [0, 0, "now"],
  [-DAY_MS, 0, "now"],
])("a trial that ends %d ms from now has %d days left and ends %s", (ms, days, words) => {
  expect(daysLeft(NOW + ms, NOW)).toBe(days);
  expect(endsInWords(new Date(NOW + ms).toISOString(), NOW)).toBe(words);
});

it("names a month as it is in UTC", () => {
  expect(monthWords("2026-01")).toContain("January");
});
