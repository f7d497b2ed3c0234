import * as fc from "fast-check";
import { stringify } from "qs-esm";
import { describe, expect, test } from "vitest";
import { isTrellisError } from "../errors.ts";
import { parseQueryString, QUERY_MAX_CHARACTERS, QUERY_MAX_PAIRS } from "./query-string.ts";

/** How @payloadcms/sdk writes its query strings. */
const AS_THE_SDK = { addQueryPrefix: true, allowEmptyArrays: true };
/** Trees compare by content: ours have no prototype. */
const plain = (search: string): unknown => JSON.parse(JSON.stringify(parseQueryString(search)));

describe("parseQueryString", () => {
  test.each([
    ["", {}],
    ["?a=1&b=two+words", { a: "1", b: "two words" }],
    ["where[stage][equals]=lead", { where: { stage: { equals: "lead" } } }],
    ["where%5Bstage%5D%5Bequals%5D=a%3Db", { where: { stage: { equals: "a=b" } } }],
    ["a[]=1&a[]=2", { a: ["1", "2"] }],
    ["a=1&a=2", { a: ["1", "2"] }],
    ["a[0]=x&a[1]=y", { a: { 0: "x", 1: "y" } }],
    ["a[b][]", { a: { b: [] } }],
    ["a[b][]=", { a: { b: [""] } }],
    ["flag", { flag: "" }],
    ["=lonely&x=1", { x: "1" }],
    ["broken=%E0%A4%A&ok=1", { broken: "%E0%A4%A", ok: "1" }],
  ])("reads %s", (search, tree) => {
    expect(plain(search)).toEqual(tree);
  });

  test.each([
    ["a[b=1", "a[b"],
    ["a]b[=1", "a]b["],
    ["[a]=1", "[a]"],
    ["a=1&a[b]=2", "a"],
    ["a[b]=2&a=1", "a"],
    ["a[b]=1&a[b][c]=2", "a.b"],
    ["a[][b]=1", "a."],
    [`a${"[x]".repeat(20)}=1`, "a.x.x.x"],
    [`a=${"x".repeat(QUERY_MAX_CHARACTERS)}`, "query"],
    [Array.from({ length: QUERY_MAX_PAIRS + 1 }, () => "a=1").join("&"), "query"],
  ])("refuses %.30s, naming %s", (search, field) => {
    expect(() => parseQueryString(search)).toThrow(
      expect.objectContaining({ code: "invalid", items: [expect.objectContaining({ field })] }),
    );
  });

  test("reaches no prototype", () => {
    const tree = parseQueryString(
      "__proto__[polluted]=1&a[__proto__][polluted]=1&a[constructor][prototype][polluted]=1",
    );
    expect(Reflect.get({}, "polluted")).toBeUndefined();
    expect(Object.getPrototypeOf(tree)).toBeNull();
    expect(Object.keys(tree)).toEqual(["__proto__", "a"]);
  });

  test("throws nothing but a refusal, whatever it is given", () => {
    const pieces = fc.constantFrom(
      "where",
      "[",
      "]",
      "=",
      "&",
      "%",
      "+",
      "a",
      "0",
      "__proto__",
      "[]",
      "%5B",
      "é",
      "\0",
      "and",
      "or",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pieces, { maxLength: 40 }).map((all) => all.join("")),
        ),
        (search) => {
          expect(thrownBy(() => parseQueryString(search))).toSatisfy(
            (error) => error === undefined || isTrellisError(error),
          );
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test("reads what qs writes, as Payload's SDK uses it", () => {
    const leaf = fc.string({ minLength: 1, maxLength: 8 });
    const key = fc.stringMatching(/^[a-z_.]{1,6}$/);
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 3 },
        leaf,
        fc.dictionary(key, tie("tree"), { minKeys: 1, maxKeys: 3, noNullPrototype: true }),
      ),
    }));
    fc.assert(
      fc.property(fc.dictionary(key, tree, { minKeys: 1, maxKeys: 3, noNullPrototype: true }), (written) => {
        expect(plain(stringify(written, AS_THE_SDK))).toEqual(written);
      }),
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
