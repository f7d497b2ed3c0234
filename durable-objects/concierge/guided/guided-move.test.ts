import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TOOLS } from "../../../schema/concierge/tools.ts";
import { MODULE_STATES } from "../../../schema/concierge/words.ts";
import { type GuidedModule, guidedMove, type GuidedView, LEAVE_OUT, TRY_AGAIN } from "./guided-move.ts";

const module = (
  slug: string,
  given: Partial<GuidedModule["progress"]> = {},
  last?: GuidedModule["last"],
): GuidedModule => ({
  progress: { slug, name: slug.toUpperCase(), state: "waiting", reason: null, fix: null, integration: null, ...given },
  last,
});
const after = (
  tool: NonNullable<GuidedModule["last"]>["tool"],
  given: Partial<NonNullable<GuidedModule["last"]>> = {},
) => ({
  tool,
  ok: true,
  faults: [],
  asked: null,
  before: undefined,
  ...given,
});
const view = (modules: GuidedModule[], given: Partial<GuidedView> = {}): GuidedView => ({
  account: "Casa Lumen",
  modules,
  greeted: true,
  listed: true,
  agent: undefined,
  ...given,
});
/** What it does, as `tool module`. */
const moveOf = (...args: Parameters<typeof view>): string => {
  const move = guidedMove(view(...args));
  return move.do === "say" ? "say" : [move.tool, move.args["module"] ?? move.about].filter(Boolean).join(" ");
};

describe("the guided driver", () => {
  it("looks what there is, says so, and says that it is guided", () => {
    expect(moveOf([module("a")], { listed: false, greeted: false })).toBe("listEntitlements");
    const greeting = guidedMove(view([module("a"), module("b", { state: "live" })], { greeted: false }));
    expect(greeting).toMatchObject({ do: "say" });
    expect(JSON.stringify(greeting)).toMatch(/guided set-up.*no AI/);
    expect(JSON.stringify(greeting)).toContain("to set up: A.");
  });

  it.each([
    ["nothing was done yet", undefined, {}, "requestCredentials a"],
    ["it is installed already", undefined, { integration: "int_1" }, "checkModuleStatus a"],
    ["its values are stored", after("requestCredentials", { asked: "stored" }), {}, "installModule a"],
    ["nothing was missing", after("requestCredentials"), {}, "installModule a"],
    ["its form was left empty", after("requestCredentials", { asked: "skipped" }), {}, "skip a"],
    ["a value was refused", after("installModule", { ok: false, faults: ["key"] }), {}, "requestCredentials a"],
    [
      "a value was refused later",
      after("checkModuleStatus", { faults: ["key"] }),
      { integration: "i" },
      "requestCredentials a",
    ],
    ["it was refused for no value", after("installModule", { ok: false }), {}, "askPerson a"],
    ["it cannot be asked for", after("requestCredentials", { ok: false }), {}, "askPerson a"],
    ["the same values again", after("requestCredentials", { before: "installModule" }), {}, "askPerson a"],
    ["try again", after("askPerson", { asked: TRY_AGAIN }), {}, "installModule a"],
    ["try again, installed", after("askPerson", { asked: TRY_AGAIN }), { integration: "i" }, "checkModuleStatus a"],
    ["leave it out", after("askPerson", { asked: LEAVE_OUT }), {}, "skip a"],
    ["it was removed", after("uninstallModule"), {}, "askPerson a"],
    ["it works", undefined, { state: "live" }, "finish"],
    ["it was left out", undefined, { state: "skipped" }, "finish"],
  ] as const)("when %s", (_name, last, progress, expected) => {
    expect(moveOf([module("a", progress, last as GuidedModule["last"])])).toBe(expected);
  });

  it("asks for exactly the fields that were refused", () => {
    const last = after("installModule", { ok: false, faults: ["key", "number"] });
    expect(guidedMove(view([module("a", {}, last)]))).toMatchObject({ args: { fields: ["key", "number"] } });
  });

  it("puts off what does not work until the others are done", () => {
    const stuck = module("a", { reason: "It is down.", fix: "Wait." }, after("installModule", { ok: false }));
    expect(moveOf([stuck, module("b")])).toBe("requestCredentials b");
    const asked = guidedMove(view([stuck, module("b", { state: "live" })]));
    expect(asked).toMatchObject({ tool: "askPerson", about: "a", args: { choices: [TRY_AGAIN, LEAVE_OUT] } });
    expect(JSON.stringify(asked)).toContain("A does not work yet. It is down. Wait.");
  });

  it("makes the agent that is suggested, once a module that has agents works", () => {
    const agent = { name: "Front desk", systemPrompt: "Be kind." };
    const ready = module("a", { state: "live", provides: ["agents"] });
    expect(guidedMove(view([ready, module("b")], { agent }))).toMatchObject({ tool: "createAgent", args: agent });
    expect(moveOf([ready, module("b")])).toBe("requestCredentials b");
    expect(moveOf([module("a", { provides: ["agents"] })], { agent })).toBe("requestCredentials a");
  });

  it("only ever asks for what its tools take", () => {
    const last = fc.option(
      fc.record({
        tool: fc.constantFrom(
          "requestCredentials",
          "installModule",
          "checkModuleStatus",
          "askPerson",
          "skip",
          "uninstallModule" as const,
        ),
        ok: fc.boolean(),
        faults: fc.array(fc.constantFrom("key", "number")),
        asked: fc.constantFrom(null, "stored", "skipped", "over", TRY_AGAIN, LEAVE_OUT),
        before: fc.constantFrom(undefined, "installModule" as const),
      }),
      { nil: undefined },
    );
    const modules = fc.array(
      fc.record({
        state: fc.constantFrom(...MODULE_STATES),
        reason: fc.option(fc.string({ maxLength: 900 })),
        fix: fc.option(fc.string({ maxLength: 900 })),
        integration: fc.option(fc.constant("int_1")),
        last,
      }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(modules, (drawn) => {
        const move = guidedMove(
          view(drawn.map(({ last, ...progress }, n) => module(`m${n}`, progress, last as GuidedModule["last"]))),
        );
        const read = move.do === "call" ? TOOLS[move.tool].input.safeParse(move.args) : undefined;
        expect(read?.error).toBeUndefined();
      }),
      { numRuns: 300 },
    );
  });
});
