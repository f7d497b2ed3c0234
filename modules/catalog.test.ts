import { describe, expect, it } from "vitest";
import { CATALOG, manifestOf } from "./catalog.ts";
import type { ModuleManifest } from "./module.ts";
import { channelHandlersOf, handlersOf } from "./handlers.ts";

const MANIFESTS: readonly ModuleManifest[] = CATALOG;

describe.each(MANIFESTS.map((manifest) => [manifest.slug, manifest] as const))("module %s", (slug, manifest) => {
  it("is found by its slug, with handlers, and nothing is found by a name every object has", () => {
    expect(manifestOf(slug)).toBe(manifest);
    expect(handlersOf(slug)).toBeDefined();
    for (const name of ["", "toString", "__proto__", "constructor"]) {
      expect(manifestOf(name)).toBeUndefined();
      expect(handlersOf(name)).toBeUndefined();
    }
  });

  it("says which ids route its messages", () => {
    const routing = manifest.requirements.flatMap((one) => (one.kind === "text" && one.routes ? [one.routes] : []));
    expect(routing.length > 0).toBe(manifest.category === "channels");
  });

  it("lets its settings be changed only to what it knows", () => {
    expect(manifest.config.safeParse({ surprise: 1 }).success).toBe(false);
  });

  it("answers a hostile body, in no time and without throwing", () => {
    const channel = channelHandlersOf(slug);
    expect(channel !== undefined).toBe(manifest.category === "channels");
    for (const body of [null, [], "x", { entry: [{ changes: [{ field: "messages", value: {} }] }] }]) {
      expect(channel?.parseWebhook(body, 0).groups ?? []).toEqual([]);
    }
  });
});
