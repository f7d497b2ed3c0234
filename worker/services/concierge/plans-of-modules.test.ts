import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { ModuleManifest } from "../../../modules/module.ts";
import type { HealthCause } from "../../../schema/contracts/integrations.ts";
import type { IntegrationRow } from "../../../schema/control-plane/index.ts";
import type { FieldRule } from "../../../schema/manifest/field-rule.ts";
import type { Requirement } from "../../../schema/manifest/requirement.ts";
import { askedFields, askedSettings, rulesAmong } from "./asked-fields.ts";
import { faultsOf } from "./faults-of.ts";
import { modulesToSetUp } from "./modules-to-set-up.ts";
import { type Account, standOf } from "./stand.ts";

const field = (name: string, more: Partial<Requirement> = {}): Requirement =>
  ({
    kind: "text",
    name,
    label: `The ${name}`,
    help: "Some words",
    required: false,
    sharing: "perAccount",
    ...more,
  }) as Requirement;
const message = "Do it so, please.";

describe("askedFields", () => {
  const requirements = [
    field("a", { required: true }),
    field("b"),
    field("c"),
    field("d"),
    field("e", { required: true }),
  ];
  const asked = (rules: FieldRule[], known: string[] = []): string =>
    askedFields({ requirements, rules }, new Set(known))
      .map(({ name }) => name)
      .join("");
  it.each<[string, FieldRule[], string[], string]>([
    ["what is needed, in order", [], [], "ae"],
    ["not what is known", [], ["a"], "e"],
    ["what a needed one needs", [{ kind: "needs", field: "a", needs: ["c"], message }], [], "ace"],
    [
      "and what that needs",
      [
        { kind: "needs", field: "c", needs: ["d"], message },
        { kind: "needs", field: "a", needs: ["c"], message },
      ],
      [],
      "acde",
    ],
    ["not what only an optional one needs", [{ kind: "needs", field: "b", needs: ["c"], message }], [], "ae"],
    ["what a known one needs", [{ kind: "needs", field: "b", needs: ["c"], message }], ["b"], "ace"],
    ["a choice of several", [{ kind: "exactlyOne", fields: ["b", "c"], message }], [], "abce"],
    ["no choice that was made", [{ kind: "atLeastOne", fields: ["b", "c"], message }], ["c"], "ae"],
    ["the others of all or none", [{ kind: "allOrNone", fields: ["a", "d"], message }], [], "ade"],
    ["none of none", [{ kind: "allOrNone", fields: ["b", "d"], message }], [], "ae"],
  ])("asks for %s", (_name, rules, known, want) => expect(asked(rules, known)).toBe(want));

  it("asks for settings that stand at nothing, and holds a form to rules of its own fields alone", () => {
    const config = z.strictObject({
      tone: z.string().meta({ title: "Tone", description: "How it sounds." }),
      days: z.int().default(3).meta({ title: "Days", description: "How long." }),
      extra: z.string().optional().meta({ title: "Extra", description: "Anything." }),
    });
    expect(askedSettings({ config }).map(({ name }) => name)).toEqual(["tone"]);
    const rules: FieldRule[] = [
      { kind: "exactlyOne", fields: ["a", "b"], message },
      { kind: "allOrNone", fields: ["a", "z"], message },
    ];
    expect(rulesAmong(rules, [field("a"), field("b")])).toEqual([rules[0]]);
  });
});

describe("faultsOf", () => {
  const requirements = [field("number"), field("key", { kind: "secret" }), field("other", { kind: "secret" })];
  const faults = (cause: HealthCause, reason = "No.", filled = ["number", "key", "other"]): string[] =>
    faultsOf({ requirements }, { ok: false, cause, reason }, (name) => filled.includes(name));
  it.each<[HealthCause, string[]]>([
    ["credentials", ["key", "other"]],
    ["expired", ["key", "other"]],
    ["permission", ["key", "other"]],
    ["not_found", ["number"]],
    ["configuration", ["number"]],
    ["blocked", []],
    ["rate_limited", []],
    ["provider_down", []],
    ["network", []],
  ])("%s", (cause, want) => expect(faults(cause)).toEqual(want));
  it("takes the provider at its word, and never a field that is empty", () => {
    expect(faults("credentials", "the number is of another account")).toEqual(["number"]);
    expect(faults("credentials", "No.", ["number"])).toEqual(["number"]);
    expect(faults("credentials", "No.", [])).toEqual([]);
    expect(faultsOf({ requirements }, { ok: true }, () => true)).toEqual([]);
  });
});

describe("modulesToSetUp", () => {
  const manifest = (slug: string, needs: string[] = []): ModuleManifest =>
    ({
      slug,
      name: slug,
      icon: slug,
      summary: "Some words.",
      requirements: [],
      rules: [],
      dependencies: needs.map((need) => ({ slug: need, range: "*" })),
    }) as unknown as ModuleManifest;
  const row = (module: string, state: IntegrationRow["state"]): IntegrationRow =>
    ({
      id: `int_${module}`,
      module,
      state,
      health: { ok: false, checkedAt: "", reason: "No." },
      deployed: null,
    }) as unknown as IntegrationRow;
  const account = (modules: ModuleManifest[], installed: IntegrationRow[] = [], closed: string[] = []): Account => ({
    offers: modules.map((one) => ({ manifest: one, hidden: false, plans: [], price: null })),
    installed,
    entitlement: (offer) => (closed.includes(offer.manifest.slug) ? "upsell" : "entitled"),
  });
  it("takes each after what it needs, which comes along", () => {
    const modules = [manifest("a", ["c"]), manifest("b"), manifest("c", ["d"]), manifest("d")];
    expect(modulesToSetUp(account(modules), undefined)).toEqual(["d", "c", "a", "b"]);
    expect(modulesToSetUp(account(modules), ["a"])).toEqual(["d", "c", "a"]);
    expect(modulesToSetUp(account(modules, [row("c", "connected")]), ["a"])).toEqual(["a"]);
  });
  it("leaves out what works and what may not be had, takes up what does not work, and is not caught in a circle", () => {
    const modules = [manifest("a"), manifest("b"), manifest("c"), manifest("d", ["e"]), manifest("e", ["d"])];
    const at = account(modules, [row("a", "connected"), row("b", "error")], ["c"]);
    expect(modulesToSetUp(at, undefined)).toEqual(["b", "e", "d"]);
    expect(() => modulesToSetUp(at, ["b", "c", "x"])).toThrow(expect.objectContaining({ code: "invalid" }));
    expect(() => modulesToSetUp(account([manifest("a")], [row("a", "connected")]), undefined)).toThrow(
      expect.objectContaining({ code: "conflict" }),
    );
  });
  it("says what stands in a module's way", () => {
    const at = account([manifest("a", ["b"]), manifest("b"), manifest("c")], [row("c", "disabled")], ["b"]);
    const stand = standOf(at, { modules: ["a", "b", "c", "z"], skipped: [] }).map(({ slug, state, reason }) => [
      slug,
      state,
      reason,
    ]);
    expect(stand).toEqual([
      ["a", "waiting", null],
      ["b", "blocked", "It is not part of this account's plan."],
      ["c", "blocked", "It is switched off here."],
      ["z", "blocked", "This version of the product does not have it."],
    ]);
    expect(standOf(at, { modules: ["a", "b"], skipped: ["b"] })[0]).toMatchObject({
      state: "blocked",
      reason: "It needs b.",
    });
  });
});
