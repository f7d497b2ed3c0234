import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { channelOf } from "../schema/channels.ts";
import { CATEGORY_NAMES } from "../schema/manifest/categories.ts";
import { credentialFaults } from "../schema/manifest/credential-faults.ts";
import { CATALOG, manifestOf } from "./catalog.ts";
import { channelHandlersOf, handlersOf } from "./handlers.ts";

it("stands shelf by shelf, what works before what only connects", () => {
  const place = ({ category, works }: (typeof CATALOG)[number]) =>
    `${CATEGORY_NAMES.indexOf(category)} ${works.state === "works" ? "a" : "b"}`;
  expect(CATALOG.map(place)).toEqual(CATALOG.map(place).toSorted());
});

const DRAWN: ReadonlySet<string> = new Set([
  "svg",
  "g",
  "path",
  "rect",
  "circle",
  "ellipse",
  "line",
  "polyline",
  "polygon",
]);

describe.each(CATALOG.map((manifest) => [manifest.slug, manifest] as const))("module %s", (slug, manifest) => {
  it("lies in the folder of its slug", () => {
    expect(existsSync(join(import.meta.dirname, slug, "manifest.ts"))).toBe(true);
  });

  it("draws its mark in the colour of the text around it, with shapes and nothing that runs or loads", () => {
    const path = join(import.meta.dirname, manifest.icon, "icon.svg");
    const drawing = existsSync(path) ? readFileSync(path, "utf8") : "";
    const tags = [...drawing.matchAll(/<([a-z]+)/gi)].map(([, tag]) => tag);
    expect(tags.filter((tag) => !DRAWN.has(tag ?? ""))).toEqual([]);
    expect(drawing).not.toMatch(/\son|href|url\(|#[0-9a-f]{3}/i);
    expect(drawing === "" || drawing.startsWith('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" ')).toBe(
      true,
    );
  });

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
    expect(routing.length > 0).toBe(channelOf(slug) !== undefined);
  });

  it("is played in test mode by a provider that it takes for the real one", async () => {
    const handlers = handlersOf(slug);
    const played = handlers?.sandbox;
    // Objects of the platform's play the providers of messages and of Claude.
    expect(manifest.sandbox).toBe(played !== undefined || channelOf(slug) !== undefined || slug === "ai");
    const { credentials = {}, answer = undefined } = played ?? {};
    const found = answer && (await handlers?.verify(credentials, answer, 0));
    expect(found?.health.ok).toBe(played && true);
    const faults = credentialFaults(manifest.requirements, manifest.rules, credentials);
    expect(played === undefined ? [] : faults).toEqual([]);
  });

  it("lets its settings be changed only to what it knows", () => {
    expect(manifest.config.safeParse({ surprise: 1 }).success).toBe(false);
  });

  it("answers a hostile body, in no time and without throwing", () => {
    const channel = channelHandlersOf(slug);
    expect(channel !== undefined).toBe(channelOf(slug) !== undefined);
    for (const body of [null, [], "x", { entry: [{ changes: [{ field: "messages", value: {} }] }] }]) {
      expect(channel?.parseWebhook(body, 0).groups ?? []).toEqual([]);
    }
  });
});
