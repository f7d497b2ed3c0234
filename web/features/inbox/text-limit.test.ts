import { expect, it } from "vitest";
import { TEXT_MAX_CHARACTERS } from "../../../schema/contracts/messages.ts";
import { TEXT_LIMIT } from "./text-limit.ts";

it("limits a text as the contract does", () => {
  expect(TEXT_LIMIT).toBe(TEXT_MAX_CHARACTERS);
});
