import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { COLLECTIONS } from "../../../schema/collections/catalog.ts";
import type { Collection } from "../../../schema/collections/collection.ts";
import { parseListQuery } from "../../../schema/collections/parse-query.ts";
import { parseWhere } from "../../../schema/collections/parse-where.ts";
import { whereInputs } from "../../../schema/collections/where.test-kit.ts";
import type { Condition, Where } from "../../../schema/collections/where.ts";
import { fill, inside, newAccount, refusalOf, WORDS } from "./account.test-kit.ts";

describe("a where-clause", () => {
  test.each(["contacts", "conversations"] as const)("finds in %s what a plain reading of it finds", async (slug) => {
    const place = newAccount();
    await inside(place, (account, sql) => {
      fill(account, sql, place.actor);
      const collection: Collection = COLLECTIONS[slug];
      const rows = rowsOf(sql, collection);
      fc.assert(
        fc.property(whereInputs(collection, WORDS), (input) => {
          const where = parseWhere(collection, input);
          const query = { ...parseListQuery(collection, "limit=500"), where };
          const page = account.listDocuments(place.actor, { collection: slug, query });
          const expected = rows.filter((row) => where === null || matches(row, where)).map((row) => row["id"]);
          expect(page.docs.map(({ id }) => id).sort()).toEqual(expected.sort());
          expect(page.totalDocs).toBe(expected.length);
          expect(account.countDocuments(place.actor, { collection: slug, query })).toEqual({
            totalDocs: expected.length,
          });
        }),
        { numRuns: 400 },
      );
    });
  });

  test("stands at its bounds: fifty conditions, five hundred values, a thousand characters, twenty foreign letters", async () => {
    const place = newAccount();
    await inside(place, (account) => {
      const foreign = "åäöéèêëíìîïóòôúùûüñçøđžšč";
      const { id } = account.createDocument(place.actor, {
        collection: "contacts",
        data: { name: foreign.toUpperCase().slice(0, 20) },
      });
      const list = (input: unknown) =>
        account
          .listDocuments(place.actor, {
            collection: "contacts",
            query: { ...parseListQuery(COLLECTIONS.contacts, ""), where: parseWhere(COLLECTIONS.contacts, input) },
          })
          .docs.map((doc) => doc.id);
      expect(list({ name: { contains: foreign.slice(0, 20) } })).toEqual([id]);
      expect(list({ name: { contains: "x".repeat(1_000) } })).toEqual([]);
      expect(list({ name: { like: "ab ".repeat(333) } })).toEqual([]);
      expect(list({ or: Array.from({ length: 50 }, () => ({ name: { like: `${foreign} x` } })) })).toEqual([]);
      expect(list({ id: { in: [...Array.from({ length: 499 }, (_, index) => `con_${index}`), id] } })).toEqual([id]);
      const deep = (depth: number): unknown =>
        depth === 0
          ? { name: { contains: foreign } }
          : { or: [...Array.from({ length: 9 }, () => ({ stage: { not_equals: "lead" } })), deep(depth - 1)] };
      expect(list(deep(5))).toEqual([]);
    });
  });

  test("is data, never SQL: whatever a value, a field, an order or a selection says", async () => {
    const place = newAccount();
    await inside(place, (account, sql) => {
      account.createDocument(place.actor, { collection: "contacts", data: { name: "Ann" } });
      const attacks = [
        "' OR 1=1 --",
        '" OR ""="',
        "x'); DROP TABLE contacts; --",
        "\\",
        "\0",
        "%",
        "1 UNION SELECT * FROM audit",
        "char(65)",
        "?",
        ":a",
      ];
      for (const attack of attacks) {
        for (const operator of ["equals", "like", "contains", "in"]) {
          const query = parseListQuery(COLLECTIONS.contacts, `?where[name][${operator}]=${encodeURIComponent(attack)}`);
          expect(account.listDocuments(place.actor, { collection: "contacts", query }).docs).toEqual([]);
        }
        const query = parseListQuery(COLLECTIONS.contacts, "");
        const asking = (changed: object) => () =>
          account.listDocuments(place.actor, { collection: "contacts", query: { ...query, ...changed } });
        expect(refusalOf(asking({ where: { field: attack, operator: "equals", value: "x" } }))?.code).toBe("invalid");
        expect(refusalOf(asking({ sort: [{ field: attack, descending: true }] }))?.code).toBe("invalid");
        expect(refusalOf(asking({ before: attack }))?.code).toBe("invalid");
        expect(asking({ select: { mode: "only", fields: [attack] } })().docs).toHaveLength(1);
      }
      expect(sql.exec("SELECT COUNT(*) AS n FROM contacts").one()).toEqual({ n: 1 });
    });
  });
});

type Row = Record<string, unknown>;

/** The rows by the names of the declared fields, read without the code under test. */
function rowsOf(sql: SqlStorage, collection: Collection): Row[] {
  const people = new Map(
    sql
      .exec("SELECT * FROM contacts")
      .toArray()
      .map((row) => [row["id"], row]),
  );
  const texts = Map.groupBy(sql.exec("SELECT * FROM messages").toArray(), (row) => row["conversation_id"]);
  return sql
    .exec(`SELECT * FROM ${collection.table}`)
    .toArray()
    .map((raw) =>
      Object.fromEntries(
        Object.entries(collection.fields).map(([name, { column, type, through }]) => {
          if (through?.by !== undefined) return [name, texts.get(raw["id"] ?? "")?.map(({ text }) => text) ?? []];
          const value = (through === undefined ? raw : people.get(raw[through.key] ?? ""))?.[column] ?? null;
          return [name, type === "tags" ? JSON.parse(String(value)) : type === "boolean" ? value === 1 : value];
        }),
      ),
    );
}

function matches(row: Row, where: Where): boolean {
  if ("all" in where) return where.all.every((part) => matches(row, part));
  if ("any" in where) return where.any.some((part) => matches(row, part));
  const value = row[where.field];
  if (where.field === "messages.text") {
    return (value as (string | null)[]).some((text) => matchesValue(text, where));
  }
  return Array.isArray(value)
    ? matchesTags(value, where)
    : matchesValue(value as string | number | boolean | null, where);
}

/** In any case; from three characters on, accents of Latin letters do not matter either. */
function isIn(held: string, asked: string): boolean {
  const small = (text: string) => text.toLowerCase();
  const plain = (text: string) =>
    small(text)
      .normalize("NFD")
      .replaceAll(/([a-z])\p{M}+/gu, "$1")
      .normalize("NFC");
  return [...asked].length < 3 ? small(held).includes(small(asked)) : plain(held).includes(plain(asked));
}

const bare = (phone: string): string => phone.replaceAll(/[- ()./]/g, "");

function matchesTags(tags: unknown[], { operator, value }: Condition): boolean {
  const asked = [value].flat();
  const any = asked.some((one) => tags.includes(one));
  if (operator === "exists") return tags.length > 0 === value;
  return operator === "not_equals" || operator === "not_in" ? !any : any;
}

function matchesValue(held: string | number | boolean | null, { field, operator, value }: Condition): boolean {
  const asked = value as string | number | boolean | null;
  const isPhone = field.endsWith("phone");
  switch (operator) {
    case "equals":
      return held === asked;
    case "not_equals":
      return held !== asked;
    case "in":
      return [value].flat().includes(held);
    case "not_in":
      return ![value].flat().includes(held);
    case "exists":
      return (held !== null) === value;
    case "contains":
    case "like":
      if (held === null) return operator === "like" && !isPhone && String(asked).trim() === "";
      if (isPhone) return bare(String(held)).includes(bare(String(asked)).replace(/^0+(?=\d{3})/, ""));
      if (operator === "contains") return isIn(String(held), String(asked));
      return String(asked)
        .split(/\s+/)
        .filter(Boolean)
        .every((word) => isIn(String(held), word));
    case "greater_than":
      return held !== null && asked !== null && held > asked;
    case "greater_than_equal":
      return held !== null && asked !== null && held >= asked;
    case "less_than":
      return held !== null && asked !== null && held < asked;
    case "less_than_equal":
      return held !== null && asked !== null && held <= asked;
    default:
      return operator satisfies never;
  }
}
