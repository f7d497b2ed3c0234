import fc from "fast-check";
import type { FieldRule } from "./field-rule.ts";
import type { Requirement, RequirementKind } from "./requirement.ts";
import { valueFault } from "./value-fault.ts";

// Made once: reading a pattern takes fast-check longer than drawing from it.
const words = fc.constantFrom(
  "Some words",
  "Where the provider shows it",
  "The id, and not the number itself",
  "As it was made",
);
const host = fc.stringMatching(/^[a-z]{3,10}\.(?:com|io)$/);

const VALUES = {
  plain: fc.constantFrom(..."abcXYZ019-_"),
  path: fc.stringMatching(/^[a-z0-9/]{0,12}$/),
  person: fc.stringMatching(/^[a-z]{1,6}(\.[a-z+]{1,6})?$/),
  phone: fc.stringMatching(/^\+[1-9][0-9]{6,13}$/),
  members: fc.array(fc.stringMatching(/^[a-z0-9@.]{1,12}$/), { minLength: 9, maxLength: 9 }),
  token: fc.stringMatching(/^[!-~]{8,60}$/),
};
const someName = fc.stringMatching(/^[a-z][A-Za-z0-9]{2,15}$/);

/** Names that are all different, as requirements have them. */
export const someNames = (max: number): fc.Arbitrary<string[]> => fc.uniqueArray(someName, { maxLength: max });

const PATTERNS = [
  { pattern: { source: "^[0-9]{6,25}$", message: "must be digits" }, good: fc.stringMatching(/^[0-9]{6,25}$/) },
  { pattern: { source: "^\\S+$", message: "must not contain spaces" }, good: fc.stringMatching(/^[!-~]{1,40}$/) },
  {
    pattern: { source: "^[A-Z]{2}-[a-f0-9]{4,8}$", message: "must be a code" },
    good: fc.stringMatching(/^[A-Z]{2}-[a-f0-9]{4,8}$/),
  },
] as const;

/** What each kind has besides the members all have, drawn at random. */
const OF_KIND: { [K in RequirementKind]: fc.Arbitrary<object> } = {
  text: fc.oneof(
    fc.constantFrom(...PATTERNS).map(({ pattern }) => ({ pattern })),
    fc.record({ minLength: fc.integer({ min: 1, max: 4 }), maxLength: fc.integer({ min: 5, max: 400 }) }),
    fc.constant({}),
  ),
  secret: fc.oneof(
    fc.constantFrom(...PATTERNS).map(({ pattern }) => ({ pattern })),
    fc.constant({}),
  ),
  url: fc.oneof(fc.constant({}), fc.record({ hosts: fc.array(host, { minLength: 1, maxLength: 3 }) })),
  email: fc.constant({}),
  phone: fc.constant({}),
  select: fc.record({
    options: fc
      .uniqueArray(fc.stringMatching(/^[a-z0-9-]{1,12}$/), { minLength: 2, maxLength: 6 })
      .map((values) => values.map((value) => ({ value, label: value.toUpperCase() }))),
  }),
  number: fc.record({
    min: fc.integer({ min: -1_000, max: 0 }),
    max: fc.integer({ min: 1, max: 65_535 }),
    integer: fc.boolean(),
  }),
  boolean: fc.constant({}),
  "json-key-file": fc.constantFrom(
    { members: ["client_email", "private_key"], equals: { type: "service_account" }, hintMember: "client_email" },
    { members: ["account", "token"], hintMember: "account" },
  ),
  oauth: fc.record({
    provider: words,
    authorizeUrl: host.map((name) => `https://${name}/authorize`),
    scopes: fc.array(fc.stringMatching(/^[a-z.]{3,20}$/), { maxLength: 4 }),
  }),
};
const KINDS = Object.keys(OF_KIND) as RequirementKind[];

/** A good requirement of this name, of any kind. */
export function someRequirement(name: string): fc.Arbitrary<Requirement> {
  return fc.constantFrom(...KINDS).chain((kind) =>
    fc
      .tuple(
        fc.record({
          help: words,
          required: fc.boolean(),
          sharing: fc.constantFrom("shareable", "perAccount"),
        }),
        fc.option(fc.record({ text: words, url: host.map((at) => `https://${at}/where`) }), { nil: undefined }),
        OF_KIND[kind],
      )
      .map(
        ([common, whereToFind, own]) =>
          ({
            kind,
            name,
            label: `The ${name}`,
            ...common,
            ...(whereToFind === undefined ? {} : { whereToFind }),
            ...own,
          }) as unknown as Requirement,
      ),
  );
}

/** Good rules over requirements that a module may leave out or give together, however they fall. */
export function someRules(requirements: readonly Requirement[]): fc.Arbitrary<FieldRule[]> {
  const names = requirements.map(({ name }) => name);
  const optional = requirements.filter(({ required }) => !required).map(({ name }) => name);
  const message = "Give these as they belong together.";
  const rules: fc.Arbitrary<FieldRule>[] = [];
  if (names.length > 1)
    rules.push(
      fc
        .shuffledSubarray(names, { minLength: 2 })
        .map(([field = "", ...needs]): FieldRule => ({ kind: "needs", field, needs, message })),
    );
  const choice = requirements.flatMap((one) => (one.kind === "select" ? [one] : []))[0];
  const others = names.filter((name) => name !== choice?.name);
  if (choice !== undefined && others.length > 0) {
    const is = fc.constantFrom(...choice.options.map(({ value }) => value));
    const brought = fc.shuffledSubarray(others, { minLength: 1 });
    const { name: field } = choice;
    rules.push(
      fc.record({ is, needs: brought }).map((rule): FieldRule => ({ kind: "needs", field, ...rule, message })),
      fc.record({ is, takes: brought }).map((rule): FieldRule => ({ kind: "takes", field, ...rule })),
    );
  }
  if (optional.length > 1)
    rules.push(
      fc
        .record({
          kind: fc.constantFrom("exactlyOne" as const, "atLeastOne" as const, "allOrNone" as const),
          fields: fc.shuffledSubarray(optional, { minLength: 2 }),
        })
        .map((rule) => ({ ...rule, message })),
    );
  return rules.length === 0 ? fc.constant([]) : fc.array(fc.oneof(...rules), { maxLength: 2 });
}

/** A value this requirement takes, trimmed and not empty. */
export function goodValue(requirement: Requirement): fc.Arbitrary<string> {
  switch (requirement.kind) {
    case "text":
    case "secret": {
      const { pattern, minLength = 1, maxLength = 60 } = requirement;
      const known = PATTERNS.find((one) => one.pattern.source === pattern?.source);
      const plain = { minLength, maxLength, unit: VALUES.plain };
      if (known !== undefined) return known.good;
      if (pattern === undefined) return fc.string(plain);
      // A module's own pattern may bring a blank at an end, which is trimmed, or a length that is none.
      return fc
        .stringMatching(new RegExp(pattern.source))
        .filter((value) => valueFault(requirement, value.trim()) === undefined && value.trim() === value);
    }
    case "url": {
      const at = requirement.hosts === undefined ? host : fc.constantFrom(...requirement.hosts);
      return fc.tuple(at, VALUES.path).map(([name, path]) => `https://${name}/${path}`);
    }
    case "email":
      return fc.tuple(VALUES.person, host).map(([who, at]) => `${who}@${at}`);
    case "phone":
      return VALUES.phone;
    case "select":
      return fc.constantFrom(...requirement.options.map(({ value }) => value));
    case "number":
      return fc.integer({ min: requirement.min ?? -5, max: requirement.max ?? 5 }).map(String);
    case "boolean":
      return fc.constantFrom("true", "false");
    case "json-key-file":
      return VALUES.members.map((values) =>
        JSON.stringify({
          ...Object.fromEntries(requirement.members.map((member, at) => [member, values[at]])),
          ...requirement.equals,
        }),
      );
    case "oauth":
      return VALUES.token;
    default:
      return requirement satisfies never;
  }
}

/** Values for all of them that hold to the rules: whatever is optional and in no rule may be missing. */
export function goodValues(
  requirements: readonly Requirement[],
  rules: readonly FieldRule[] = [],
): fc.Arbitrary<Record<string, string>> {
  const spare = new Set(rules.flatMap((rule) => (rule.kind === "exactlyOne" ? rule.fields.slice(1) : [])));
  const given = requirements.filter(({ name, required }) => required || !spare.has(name));
  return fc
    .tuple(...given.map((requirement) => goodValue(requirement).map((value) => [requirement.name, value] as const)))
    .map((entries) => Object.fromEntries(entries));
}
