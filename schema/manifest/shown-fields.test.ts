import fc from "fast-check";
import { expect, it } from "vitest";
import { credentialFaults } from "./credential-faults.ts";
import { choiceOf, type FieldRule } from "./field-rule.ts";
import { goodValues, someNames, someRequirement, someRules } from "./requirement.test-kit.ts";
import { shownFields } from "./shown-fields.ts";

const message = "Give these as they belong together.";
const RULES: FieldRule[] = [
  { kind: "needs", field: "service", is: "letters", needs: ["key", "place"], message },
  { kind: "takes", field: "service", is: "letters", takes: ["sender"] },
  { kind: "needs", field: "service", is: "calls", needs: ["key", "line"], message },
  { kind: "needs", field: "line", is: "own", needs: ["number"], message },
];
const FIELDS = ["service", "key", "place", "sender", "line", "number", "note"].map((name) => ({
  name,
  required: name === "service",
}));
const shown = (values: Record<string, string>, rules = RULES) =>
  shownFields(FIELDS, rules, (name) => values[name] ?? "").map(({ name }) => name);

it("asks for what belongs to a choice once it is made, and for what belongs to none always", () => {
  expect(shown({})).toEqual(["service", "note"]);
  expect(shown({ service: "letters" })).toEqual(["service", "key", "place", "sender", "note"]);
  expect(shown({ service: "calls", line: "own" })).toEqual(["service", "key", "line", "number", "note"]);
});

it("counts no choice that is not asked for itself, in whatever order they stand", () => {
  expect(shown({ service: "letters", line: "own" }, RULES.toReversed())).not.toContain("number");
});

it("hides nothing that is required, or that another rule speaks of", () => {
  const needed = FIELDS.map((field) => ({ ...field, required: true }));
  expect(shownFields(needed, RULES, () => "")).toEqual(needed);
  expect(shown({}, [...RULES, { kind: "allOrNone", fields: ["sender", "note"], message }])).toContain("sender");
});

it("keeps no field back that a rule would ask for, whatever a manifest says", () => {
  const drawn = someNames(6)
    .chain((names) => fc.tuple(...names.map(someRequirement)))
    .chain((fields) => fc.tuple(fc.constant(fields), someRules(fields), goodValues(fields), fc.subarray(fields)));
  fc.assert(
    fc.property(drawn, ([fields, rules, all, left]) => {
      const values = new Map(
        fields.filter((field) => !left.includes(field)).map(({ name }) => [name, all[name] ?? ""]),
      );
      const asked = shownFields(fields, rules, (name) => values.get(name) ?? "");
      const names = new Set(asked.map(({ name }) => name));
      const given = Object.fromEntries([...values].filter(([name]) => names.has(name)));
      const faulty = credentialFaults(fields, rules, given).map(({ field }) => field);
      expect(faulty.filter((field) => !names.has(field))).toEqual([]);
      const brought = new Set(rules.flatMap((rule) => choiceOf(rule)?.brings ?? []));
      expect(fields.filter(({ name }) => !brought.has(name) && !names.has(name))).toEqual([]);
    }),
  );
});
