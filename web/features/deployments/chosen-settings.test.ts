import { expect, it } from "vitest";
import { chosenSettings } from "./chosen-settings.ts";

const MODULE = { config: { properties: { pace: { default: "slow" }, name: {}, loud: { default: false } } } };

it("leaves to the module what is at its default, and clears what was set before and is there again", () => {
  expect(chosenSettings(MODULE, { pace: "slow", name: "Ana", loud: true })).toEqual({ name: "Ana", loud: true });
  expect(chosenSettings(MODULE, { pace: "slow", loud: false }, { pace: "fast" })).toEqual({ pace: null });
});
