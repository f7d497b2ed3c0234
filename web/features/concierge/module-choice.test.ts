import { expect, it } from "vitest";
import type { Module } from "../../../schema/contracts/modules.ts";
import { asksFor, asksWords, splitModules, toggled } from "./module-choice.ts";

const module = (slug: string, needs: string[] = [], given: Partial<Module> = {}): Module =>
  ({
    slug,
    name: slug,
    entitlement: "entitled",
    requirements: [],
    dependencies: needs.map((needed) => ({ slug: needed, range: "^1.0.0" })),
    ...given,
  }) as unknown as Module;

const OPEN = [module("base"), module("middle", ["base"]), module("top", ["middle"]), module("alone")];

it("brings what a module needs along, however deep", () => {
  expect([...toggled(new Set(), OPEN, "top")]).toEqual(["base", "middle", "top"]);
  expect([...toggled(new Set(["alone"]), OPEN, "middle")]).toEqual(["base", "middle", "alone"]);
});

it("leaves out with a module what needs it", () => {
  expect([...toggled(new Set(["base", "middle", "top", "alone"]), OPEN, "base")]).toEqual(["alone"]);
  expect([...toggled(new Set(["base", "middle", "top"]), OPEN, "top")]).toEqual(["base", "middle"]);
});

it("does not trip over modules that need each other, or what is not there", () => {
  const round = [module("a", ["b"]), module("b", ["a", "gone"])];
  expect([...toggled(new Set(), round, "a")]).toEqual(["a", "b"]);
  expect([...toggled(new Set(["a", "b"]), round, "a")]).toEqual([]);
});

it("offers what the account is entitled to and is not live", () => {
  const all = [module("live"), module("broken"), module("dear", [], { entitlement: "upsell" }), module("new")];
  const split = splitModules(all, [
    { module: "live", state: "connected" },
    { module: "broken", state: "error" },
  ]);
  expect(split.open.map(({ slug }) => slug)).toEqual(["broken", "new"]);
  expect(split.live.map(({ slug }) => slug)).toEqual(["live"]);
});

it("counts what has to be given", () => {
  const requirements = [{ required: true }, { required: false }, { required: true }];
  expect(asksFor(module("any", [], { requirements } as unknown as Partial<Module>))).toBe(2);
  expect([0, 1, 2].map(asksWords)).toEqual(["asks for nothing", "asks for 1 thing", "asks for 2 things"]);
});
