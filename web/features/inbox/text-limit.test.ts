import { expect, it } from "vitest";
import { TEXT_MAX_CHARACTERS } from "../../../schema/contracts/messages.ts";
import { TEXT_LIMIT, textRoom } from "./text-limit.ts";

it("limits a text as the contract does", () => {
  expect(TEXT_LIMIT).toBe(TEXT_MAX_CHARACTERS);
});

it.each([
  ["whatsapp", "x".repeat(3000), 1096, undefined],
  ["whatsapp", "x".repeat(4090), 6, "6 characters left"],
  ["instagram", "x".repeat(990), 10, "10 bytes left"],
  ["instagram", "é".repeat(501), -2, "2 bytes too many"],
  [undefined, "x".repeat(4099), -3, "3 characters too many"],
] as const)("on %s", (channel, text, left, words) => {
  expect(textRoom(channel, text)).toEqual({ left, words });
});
