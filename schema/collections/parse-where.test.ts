import * as fc from "fast-check";
import { stringify } from "qs-esm";
import { describe, expect, test } from "vitest";
import { isTrellisError } from "../errors.ts";
import { contacts } from "./contacts.ts";
import { conversations } from "./conversations.ts";
import { OPERATORS } from "./operators.ts";
import { parseWhere } from "./parse-where.ts";
import { parseQueryString } from "./query-string.ts";
import { whereInputs } from "./where.test-kit.ts";
import { WHERE_MAX_CONDITIONS, WHERE_MAX_LIST_VALUES, WHERE_MAX_VALUE_CHARACTERS } from "./where.ts";

/** How @payloadcms/sdk writes its query strings. */
const AS_THE_SDK = { addQueryPrefix: true, allowEmptyArrays: true };
const fromQuery = (search: string) => parseWhere(contacts, parseQueryString(search)["where"]);
const nested = (depth: number): unknown => (depth === 0 ? { stage: { equals: "lead" } } : { and: [nested(depth - 1)] });

describe("parseWhere", () => {
  test.each([
    ["where[stage][equals]=lead", { field: "stage", operator: "equals", value: "lead" }],
    ["where[email][equals]=null", { field: "email", operator: "equals", value: null }],
    ["where[email][not_equals]=", { field: "email", operator: "not_equals", value: null }],
    ["where[name][equals]=null", { field: "name", operator: "equals", value: "null" }],
    ["where[owner][exists]=false", { field: "owner", operator: "exists", value: false }],
    [
      "where[createdAt][greater_than]=2026-05-31",
      { field: "createdAt", operator: "greater_than", value: Date.UTC(2026, 4, 31) },
    ],
    [
      "where[createdAt][less_than_equal]=2026-05-31T09:30:00%2B02:00",
      { field: "createdAt", operator: "less_than_equal", value: Date.UTC(2026, 4, 31, 7, 30) },
    ],
    ["where[stage][in]=lead,lost", { field: "stage", operator: "in", value: ["lead", "lost"] }],
    ["where[stage][in][]=lead&where[stage][in][]=lost", { field: "stage", operator: "in", value: ["lead", "lost"] }],
    ["where[stage][in]=lead&where[stage][in]=lost", { field: "stage", operator: "in", value: ["lead", "lost"] }],
    ["where[tags][in][1]=b,c&where[tags][in][0]=a", { field: "tags", operator: "in", value: ["a", "b,c"] }],
    ["where[stage][in][]", { field: "stage", operator: "in", value: [] }],
    [
      "where[stage][equals]=lead&where[name][like]=ann&where[name][not_equals]=Ann",
      {
        all: [
          { field: "stage", operator: "equals", value: "lead" },
          { field: "name", operator: "like", value: "ann" },
          { field: "name", operator: "not_equals", value: "Ann" },
        ],
      },
    ],
    [
      "where[or][0][stage][equals]=lead&where[or][1][and][0][name][contains]=x",
      {
        any: [
          { field: "stage", operator: "equals", value: "lead" },
          { all: [{ field: "name", operator: "contains", value: "x" }] },
        ],
      },
    ],
    ["where[or]=&where[stage][equals]=lead", { field: "stage", operator: "equals", value: "lead" }],
    [
      "where[or][0][and]=&where[or][1][stage][equals]=lead",
      { any: [{ field: "stage", operator: "equals", value: "lead" }] },
    ],
    [
      "where[or][0][and][0][or]=&where[or][1][stage][equals]=lead",
      { any: [{ field: "stage", operator: "equals", value: "lead" }] },
    ],
    ["where[or][0][and]=", null],
    ["where=", null],
    ["page=2", null],
  ])("reads %s", (search, where) => {
    expect(fromQuery(search)).toEqual(where);
  });

  test("reads numbers and booleans, given as text or as JSON", () => {
    const where = parseWhere(conversations, { unread: { greater_than: "3" }, sandbox: { equals: "true" } });
    expect(where).toEqual(parseWhere(conversations, { unread: { greater_than: 3 }, sandbox: { equals: true } }));
  });

  test.each([
    ["where=abc", "where"],
    ["where[stage]=lead", "where.stage"],
    ["where[stage][foo]=x", "where.stage.foo"],
    ["where[nope][equals]=x", "where.nope"],
    ["where[constructor][equals]=x", "where.constructor"],
    ["where[__proto__][equals]=x", "where.__proto__"],
    ["where[stage][equals]=wrong", "where.stage.equals"],
    ["where[stage][like]=lead", "where.stage.like"],
    ["where[name][greater_than]=a", "where.name.greater_than"],
    ["where[createdAt][equals]=yesterday", "where.createdAt.equals"],
    ["where[createdAt][equals]=2026-02-30", "where.createdAt.equals"],
    ["where[owner][exists]=maybe", "where.owner.exists"],
    ["where[name][equals][x]=1", "where.name.equals"],
    ["where[name][in][x]=1", "where.name.in"],
    ["where[and]=x", "where.and"],
    ["where[and][x][stage][equals]=lead", "where.and"],
    ["where[or][0][nope][equals]=x", "where.or.0.nope"],
    [`where[name][equals]=${"x".repeat(WHERE_MAX_VALUE_CHARACTERS + 1)}`, "where.name.equals"],
  ])("refuses %.60s, naming %s", (search, field) => {
    expect(() => fromQuery(search)).toThrow(
      expect.objectContaining({ code: "invalid", items: [expect.objectContaining({ field })] }),
    );
  });

  test("has bounds: conditions, levels, list values", () => {
    const conditions = (count: number) => ({
      and: Array.from({ length: count }, () => ({ stage: { equals: "lead" } })),
    });
    const list = (count: number) => ({ tags: { in: Array.from({ length: count }, (_, index) => `t${index}`) } });
    expect(parseWhere(contacts, conditions(WHERE_MAX_CONDITIONS))).not.toBeNull();
    expect(() => parseWhere(contacts, conditions(WHERE_MAX_CONDITIONS + 1))).toThrow(/at most/);
    expect(parseWhere(contacts, nested(5))).not.toBeNull();
    expect(() => parseWhere(contacts, nested(6))).toThrow(/levels/);
    expect(parseWhere(contacts, list(WHERE_MAX_LIST_VALUES))).not.toBeNull();
    expect(() => parseWhere(contacts, list(WHERE_MAX_LIST_VALUES + 1))).toThrow(/at most/);
  });

  test("reads the same from the SDK's query string as from JSON", () => {
    const words = {
      text: ["ann", "a,b", "&=[]%", "É+é", "x y"],
      ids: ["con_1", "usr_2"],
      tags: ["vip", "a b"],
      times: ["2026-01-01", "2026-01-01T10:00:00.000Z"],
    };
    for (const collection of [contacts, conversations]) {
      fc.assert(
        fc.property(whereInputs(collection, words), (where) => {
          const search = stringify({ where }, AS_THE_SDK);
          expect(parseWhere(collection, parseQueryString(search)["where"])).toEqual(parseWhere(collection, where));
        }),
        { numRuns: 500 },
      );
    }
  });

  test("throws nothing but a refusal, whatever it is given", () => {
    const key = fc.constantFrom(
      ...Object.keys(contacts.fields),
      ...OPERATORS,
      "and",
      "or",
      "0",
      "__proto__",
      "toString",
      "",
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 6 },
        fc.oneof(
          fc.string(),
          fc.double(),
          fc.boolean(),
          fc.constant(null),
          fc.constant("2026-01-01"),
          fc.constant("lead"),
        ),
        fc.dictionary(key, tie("tree"), { maxKeys: 4 }),
        fc.array(tie("tree"), { maxLength: 4 }),
      ),
    }));
    fc.assert(
      fc.property(tree, (given) => {
        expect(thrownBy(() => parseWhere(contacts, given))).toSatisfy(
          (error) => error === undefined || isTrellisError(error),
        );
      }),
      { numRuns: 3_000 },
    );
  });
});

function thrownBy(work: () => unknown): unknown {
  try {
    work();
    return undefined;
  } catch (error) {
    return error;
  }
}
