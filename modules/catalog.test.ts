import { describe, expect, it } from "vitest";
import { z } from "zod";
import { OUTSIDE_ID_KINDS } from "../schema/control-plane/outside-ids.ts";
import { CATALOG, manifestOf } from "./catalog.ts";
import { channelHandlersOf, handlersOf } from "./handlers.ts";

describe.each(CATALOG.map((manifest) => [manifest.slug, manifest] as const))("module %s", (slug, manifest) => {
  it("is found by its slug, with handlers, and nothing is found by a name every object has", () => {
    expect(manifestOf(slug)).toBe(manifest);
    expect(handlersOf(slug)).toBeDefined();
    for (const name of ["", "toString", "__proto__", "constructor"]) {
      expect(manifestOf(name)).toBeUndefined();
      expect(handlersOf(name)).toBeUndefined();
    }
  });

  it("says of every value what it is, where to find it and what form it has", () => {
    const names = manifest.requirements.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { name, label, help, whereToFind, pattern } of manifest.requirements) {
      expect(name).toMatch(/^[a-z][A-Za-z0-9]{0,59}$/);
      for (const words of [label, help, whereToFind.text, pattern.message]) expect(words.length).toBeGreaterThan(3);
      expect(new URL(whereToFind.url).protocol).toBe("https:");
      expect(() => new RegExp(pattern.source, "u")).not.toThrow();
    }
  });

  it("keeps to each account whatever routes its messages", () => {
    const routing = new Set(["phoneNumberId", "businessAccountId", "instagramAccountId"]);
    expect(OUTSIDE_ID_KINDS).toContain("phone_number_id");
    for (const { sharing, kind } of manifest.requirements.filter(({ name }) => routing.has(name))) {
      expect([sharing, kind]).toEqual(["perAccount", "text"]);
    }
  });

  it("is data that JSON can hold, with a configuration that JSON Schema can say and that refuses what it does not know", () => {
    const { config, ...data } = manifest;
    expect(JSON.parse(JSON.stringify(data))).toEqual(data);
    expect(z.toJSONSchema(config)).toMatchObject({ type: "object", additionalProperties: false });
    expect(config.safeParse({ surprise: 1 }).success).toBe(false);
  });

  it("answers a hostile body, in no time and without throwing", () => {
    const channel = channelHandlersOf(slug);
    expect(channel !== undefined).toBe(manifest.category === "channels");
    for (const body of [null, [], "x", { entry: [{ changes: [{ field: "messages", value: {} }] }] }]) {
      expect(channel?.parseWebhook(body, 0).groups ?? []).toEqual([]);
    }
  });
});
