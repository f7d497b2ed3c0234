import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Email } from "../contracts/common.ts";
import { credentialFaults, faultSentence } from "./credential-faults.ts";
import type { FieldRule } from "./field-rule.ts";
import type { Requirement } from "./requirement.ts";
import { goodValue, goodValues, someNames, someRequirement } from "./requirement.test-kit.ts";
import { normalValue, valueFault } from "./value-fault.ts";

const COMMON = { name: "value", label: "The value", help: "Some help", required: true, sharing: "shareable" } as const;
const KEY_FILE = {
  kind: "json-key-file",
  ...COMMON,
  members: ["client_email", "private_key"],
  equals: { type: "service_account" },
  hintMember: "client_email",
} as const satisfies Requirement;

describe("a value", () => {
  it.each<[Requirement, string, string | undefined]>([
    [{ kind: "text", ...COMMON, minLength: 3 }, "ab", "must be at least 3 characters"],
    [{ kind: "text", ...COMMON, maxLength: 3 }, "abcd", "must be at most 3 characters"],
    [
      { kind: "secret", ...COMMON, pattern: { source: "^sk-", message: "must begin with sk-" } },
      "pk-1",
      "must begin with sk-",
    ],
    [{ kind: "secret", ...COMMON }, "x".repeat(4_097), "must be at most 4096 characters"],
    [{ kind: "url", ...COMMON }, "http://a.example", "must be an address that begins with https://"],
    [{ kind: "url", ...COMMON }, "nowhere", "must be an address that begins with https://"],
    [{ kind: "url", ...COMMON }, "https://10.0.0.1/x", "must be a public name"],
    [{ kind: "url", ...COMMON }, "https://a.com:8443/x", "must be at the ordinary port"],
    [{ kind: "url", ...COMMON }, "https://me:pw@a.example", "must not hold a password"],
    [{ kind: "url", ...COMMON, hosts: [".slack.com"] }, "https://evilslack.com/x", "must be an address at .slack.com"],
    [{ kind: "url", ...COMMON, hosts: [".slack.com"] }, "https://hooks.slack.com/x", undefined],
    [{ kind: "email", ...COMMON }, "me@nowhere", "must be an e-mail address"],
    [{ kind: "email", ...COMMON }, ".me@a.example", "must be an e-mail address"],
    [{ kind: "email", ...COMMON }, "me@a.example", undefined],
    [{ kind: "phone", ...COMMON }, "07700 900123", "must be the number with its country code, like +44 7700 900123"],
    [{ kind: "phone", ...COMMON }, "+44 7700 900123", undefined],
    [{ kind: "number", ...COMMON, min: 1, max: 9 }, "0", "must be at least 1"],
    [{ kind: "number", ...COMMON, min: 1, max: 9 }, "10", "must be at most 9"],
    [{ kind: "number", ...COMMON, integer: true }, "1.5", "must be a whole number"],
    [{ kind: "number", ...COMMON }, "1e3", "must be a number"],
    [{ kind: "boolean", ...COMMON }, "yes", "must be true or false"],
    [
      {
        kind: "select",
        ...COMMON,
        options: [
          { value: "eu", label: "EU" },
          { value: "us", label: "US" },
        ],
      },
      "EU",
      "must be one of the choices",
    ],
    [KEY_FILE, "-----BEGIN", "must be the whole JSON key file, as it was downloaded"],
    [KEY_FILE, "[]", "must be the whole JSON key file, as it was downloaded"],
    [KEY_FILE, '{"client_email":"a@b.example"}', "must be a key file with “private_key”: this file has none"],
    [
      KEY_FILE,
      '{"client_email":"a","private_key":"k","type":"user"}',
      "must be a key file whose “type” is “service_account”",
    ],
    [KEY_FILE, '{"client_email":"a","private_key":"k","type":"service_account"}', undefined],
    [
      KEY_FILE,
      '{"client_email":{},"private_key":"k","type":"service_account"}',
      "must be a key file with “client_email”: this file has none",
    ],
    [
      { kind: "oauth", ...COMMON, provider: "Acme", authorizeUrl: "https://a.example", scopes: [] },
      "a b",
      "must not contain spaces",
    ],
  ])("%o takes %j: %s", (requirement, value, fault) => {
    expect(valueFault(requirement, value)).toBe(fault);
  });

  it("of any requirement is good when it was made for it, and still when it is written the one way", () => {
    fc.assert(
      fc.property(
        someRequirement("value").chain((requirement) => fc.tuple(fc.constant(requirement), goodValue(requirement))),
        ([requirement, value]) => {
          expect(valueFault(requirement, value)).toBeUndefined();
          const normal = normalValue(requirement, value);
          expect(valueFault(requirement, normal)).toBeUndefined();
          expect(normalValue(requirement, normal)).toBe(normal);
        },
      ),
    );
  });

  it("is an e-mail address exactly where every other door of the product takes it for one", () => {
    const pieces = fc.array(fc.constantFrom("a", "Z", "9", ".", "..", "+", "-", "_", "'", "@", " ", "é"), {
      maxLength: 5,
    });
    const written = fc.tuple(pieces, fc.constantFrom("@example.com", "@a-b.io", "@a..io", "@-a.io", "@a.i1", "@a", ""));
    fc.assert(
      fc.property(
        fc.oneof(
          fc.emailAddress(),
          written.map(([some, at]) => some.join("") + at),
        ),
        (text) => {
          const value = text.trim().slice(0, 254);
          expect([value, valueFault({ kind: "email", ...COMMON }, value) === undefined]).toEqual([
            value,
            Email.safeParse(value).success,
          ]);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it("is written one way: a phone number without its spaces", () => {
    expect(normalValue({ kind: "phone" }, "+44 (7700) 900-123")).toBe("+447700900123");
    expect(normalValue({ kind: "number" }, "007.50")).toBe("7.5");
  });
});

describe("values together", () => {
  const optional = (name: string): Requirement => ({ kind: "secret", ...COMMON, name, required: false });
  const requirements = ["a", "b", "c"].map(optional);
  const message = "These belong together.";
  const at = (rule: FieldRule, ...given: string[]) =>
    credentialFaults(requirements, [rule], Object.fromEntries(given.map((name) => [name, "x"]))).map(
      ({ field }) => field,
    );

  it.each<[FieldRule, Record<string, string[]>]>([
    [
      { kind: "needs", field: "a", needs: ["b", "c"], message },
      { "": [], b: [], a: ["b", "c"], "a b": ["c"], "a b c": [] },
    ],
    [
      { kind: "needs", field: "a", is: "x", needs: ["b"], message },
      { "": [], b: [], a: ["b"], "a b": [] },
    ],
    [
      { kind: "needs", field: "a", is: "y", needs: ["b"], message },
      { "": [], a: [], "a b": [] },
    ],
    [
      { kind: "exactlyOne", fields: ["a", "b", "c"], message },
      { "": ["a"], b: [], "a c": ["c"], "a b c": ["b", "c"] },
    ],
    [
      { kind: "atLeastOne", fields: ["a", "b"], message },
      { "": ["a"], c: ["a"], b: [], "a b": [] },
    ],
    [
      { kind: "allOrNone", fields: ["a", "b"], message },
      { "": [], a: ["b"], b: ["a"], "a b": [], c: [] },
    ],
  ])("%o", (rule, expected) => {
    for (const [given, fields] of Object.entries(expected)) expect(at(rule, ...given.split(" "))).toEqual(fields);
  });

  it("are spoken of by name, or in the rule's own words", () => {
    const needed: Requirement = { kind: "secret", ...COMMON };
    const [missing] = credentialFaults([needed], [], { value: "" });
    expect(faultSentence(missing!, "Access token")).toBe("Access token is needed.");
    const [rule] = credentialFaults(requirements, [{ kind: "allOrNone", fields: ["a", "b"], message }], { a: "x" });
    expect(faultSentence(rule!, "B")).toBe(message);
  });

  it("are not fooled by names every object has", () => {
    const inherited: Requirement = { kind: "text", ...COMMON, name: "constructor" };
    expect(credentialFaults([inherited], [], {})).toEqual([{ field: "constructor", says: "is needed" }]);
  });

  it("name exactly what is missing, for any requirements", () => {
    fc.assert(
      fc.property(
        someNames(6)
          .chain((names) => fc.tuple(...names.map(someRequirement)))
          .chain((all) => fc.tuple(fc.constant(all), goodValues(all), fc.subarray(all))),
        ([all, values, dropped]) => {
          const kept = Object.fromEntries(
            Object.entries(values).filter(([name]) => !dropped.some((requirement) => requirement.name === name)),
          );
          expect(credentialFaults(all, [], values)).toEqual([]);
          expect(credentialFaults(all, [], kept).map(({ field }) => field)).toEqual(
            dropped.filter(({ required }) => required).map(({ name }) => name),
          );
        },
      ),
    );
  });
});
