import { describe, expect, it } from "vitest";
import type { AgentRow } from "../../../schema/control-plane/index.ts";
import { chooseAgent } from "./choose-agent.ts";

const WHERE = { channel: "whatsapp", tags: ["VIP", "spain"] } as const;

describe("the agent of an assist", () => {
  it.each([
    ["the default, where no scope says more", ["usual*", "spare", "insta:instagram"], "usual"],
    ["the one of the channel", ["usual*", "wa:whatsapp"], "wa"],
    ["the one of a tag, whatever its case", ["usual*", "wa:whatsapp", "vips#vip"], "vips"],
    ["the one of channel and tag before either", ["usual*", "vips#vip", "both:whatsapp#vip"], "both"],
    ["none whose tag is missing", ["usual*", "france:whatsapp#france"], "usual"],
    ["the default though its own scope does not fit", ["usual*:instagram", "spare"], "usual"],
    ["the default among equals", ["other:whatsapp", "usual*:whatsapp"], "usual"],
  ])("is %s", (_name, given, chosen) => {
    expect(chooseAgent(given.map(agent), WHERE, undefined)?.id).toBe(chosen);
    expect(chooseAgent(given.map(agent).toReversed(), WHERE, undefined)?.id).toBe(chosen);
  });

  it("is nobody where there is none", () => {
    expect(chooseAgent([], WHERE, undefined)).toBeNull();
  });

  it("is the one asked for, and one that is not there is said", () => {
    expect(chooseAgent(["usual*", "insta:instagram"].map(agent), WHERE, "insta")?.id).toBe("insta");
    expect(() => chooseAgent([agent("usual*")], WHERE, "nobody")).toThrow("There is no such agent.");
  });
});

/** `name*:channel#tag`, the star marking the default. */
function agent(said: string): AgentRow {
  const [, id = "", star, channel, tag] = /^(\w+)(\*)?(?::(\w+))?(?:#(\w+))?$/.exec(said) ?? [];
  return {
    tenantId: "ten_1",
    id,
    name: id,
    nameKey: id,
    systemPrompt: "",
    model: "claude-sonnet-5-5",
    scope: { channels: channel === "whatsapp" || channel === "instagram" ? [channel] : [], tags: tag ? [tag] : [] },
    isDefault: star !== undefined,
    version: 1,
    createdAt: 0,
    updatedAt: 0,
  };
}
