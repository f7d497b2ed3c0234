import { describe, expect, it } from "vitest";
import type { AgentModel } from "../../../schema/contracts/agents.ts";
import { modelWords, priceWords } from "./model-words.ts";
import { scopeWords } from "./scope-words.ts";

const sonnet: AgentModel = {
  id: "claude-sonnet-5-5",
  name: "Claude Sonnet 5.5",
  inputPrice: 2_000_000,
  outputPrice: 10_000_000,
};

describe("what a model costs", () => {
  it("is told for a draft, and for a million tokens", () => {
    expect(modelWords(sonnet)).toBe("Sonnet 5.5: about $0.007 a draft");
    expect(modelWords({ ...sonnet, inputPrice: 100_000, outputPrice: 500_000 })).toBe(
      "Sonnet 5.5: under $0.001 a draft",
    );
    expect(priceWords(sonnet)).toContain("$2.00 for a million tokens it reads, $10.00 for a million it writes");
  });
});

describe("scopeWords", () => {
  it.each([
    [{ channels: [], tags: [] }, "Everywhere"],
    [{ channels: ["whatsapp", "instagram"] as const, tags: [] }, "WhatsApp and Instagram"],
    [{ channels: [], tags: ["vip", "press"] }, "Contacts tagged vip or press"],
    [{ channels: ["whatsapp"] as const, tags: ["vip"] }, "WhatsApp, contacts tagged vip"],
  ])("tells %j as %s", (scope, words) => {
    expect(scopeWords({ channels: [...scope.channels], tags: [...scope.tags] })).toBe(words);
  });
});
