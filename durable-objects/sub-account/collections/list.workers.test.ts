import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { COLLECTIONS } from "../../../schema/collections/catalog.ts";
import type { Collection } from "../../../schema/collections/collection.ts";
import { parseListQuery } from "../../../schema/collections/parse-query.ts";
import { parseWhere } from "../../../schema/collections/parse-where.ts";
import type { Condition, Where } from "../../../schema/collections/where.ts";
import { whereInputs } from "../../../schema/collections/where.test-kit.ts";
import type { SubAccount } from "../sub-account.ts";
import type { Actor } from "../../../schema/actor.ts";
import { addConversation, inside, memberOf, newAccount, refusalOf } from "./account.test-kit.ts";

const NAMES = [
  "Anna Åberg",
  "ÉMILE Zola",
  "émile zola",
  "a%b_c",
  "O'Brien; DROP TABLE contacts;--",
  '"quoted" \\ slash',
  "Bo",
  "bo",
  "Καλλιόπη",
  "ЖАННА",
];
const WORDS = {
  text: [
    ...NAMES,
    "an",
    "Åb",
    "åBERG",
    "zola emile",
    "émile ZOLA",
    "%",
    "_",
    "'",
    '"',
    "\\",
    "καλλι",
    "жанна",
    "",
    "  ",
    "nobody",
    "null",
  ],
  ids: ["usr_1", "usr_2", "con_none"],
  tags: ["vip", "VIP", 'we"ird', "a,b"],
  times: ["2026-01-01", "2026-01-01T00:00:05.000Z", "2026-01-01T00:00:10+00:00"],
};
const START = Date.UTC(2026, 0, 1);

/** Thirty contacts with what the vocabulary asks for, times one second apart, half of them with a conversation. */
function fill(account: SubAccount, sql: SqlStorage, actor: Actor): void {
  for (let index = 0; index < 30; index++) {
    const { id } = account.createDocument(actor, {
      collection: "contacts",
      data: {
        name: NAMES[index % NAMES.length],
        email: index % 3 === 0 ? `person${index}@example.com` : null,
        stage: (["lead", "qualified", "customer", "lost"] as const)[index % 4],
        company: index % 5 === 0 ? NAMES[(index + 1) % NAMES.length] : null,
        owner: [null, "usr_1", "usr_2"][index % 3],
        tags: WORDS.tags.filter((_, tag) => (index >> tag) % 2 === 1),
      },
    });
    sql.exec(
      "UPDATE contacts SET created_at = ?, updated_at = ? WHERE id = ?",
      START + index * 1_000,
      START + index * 500,
      id,
    );
    if (index % 2 === 0) {
      addConversation(sql, id, {
        status: index % 4 === 0 ? "open" : "resolved",
        unread: index % 6,
        assignee: [null, "usr_1"][index % 3] ?? null,
        labels: WORDS.tags.slice(0, index % 3),
        messages: index % 3,
        at: START + index * 1_000,
        sandbox: index % 4 === 0,
      });
    }
  }
}

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

describe("a page", () => {
  test("has Payload's shape, and its pages add up to the whole in order", async () => {
    const place = newAccount();
    await inside(place, (account, sql) => {
      fill(account, sql, place.actor);
      const read = (search: string) =>
        account.listDocuments(place.actor, {
          collection: "contacts",
          query: parseListQuery(COLLECTIONS.contacts, search),
        });
      const { docs, ...first } = read("limit=8&sort=stage,-name");
      expect(docs).toHaveLength(8);
      expect(first).toEqual({
        totalDocs: 30,
        limit: 8,
        page: 1,
        totalPages: 4,
        pagingCounter: 1,
        hasPrevPage: false,
        hasNextPage: true,
        prevPage: null,
        nextPage: 2,
      });
      const { docs: rest, ...last } = read("limit=8&page=4&sort=stage,-name");
      expect(rest).toHaveLength(6);
      expect(last).toMatchObject({
        page: 4,
        pagingCounter: 25,
        hasPrevPage: true,
        hasNextPage: false,
        prevPage: 3,
        nextPage: null,
      });
      const pages = [1, 2, 3, 4].flatMap((page) => read(`limit=8&page=${page}&sort=stage,-name`).docs);
      expect(pages).toEqual(read("limit=0&sort=stage,-name").docs);
      expect(new Set(pages.map(({ id }) => id)).size).toBe(30);
      expect(read("where[name][equals]=nobody")).toMatchObject({
        docs: [],
        totalDocs: 0,
        totalPages: 1,
        hasNextPage: false,
      });
    });
  });

  test("sorts names as people read them, and puts the empty together", async () => {
    const place = newAccount();
    await inside(place, (account) => {
      for (const [name, email] of [
        ["Zoe", null],
        ["adam", "b@x.test"],
        ["Bea", "a@x.test"],
      ]) {
        account.createDocument(place.actor, { collection: "contacts", data: { name, email } });
      }
      const names = (search: string) =>
        account
          .listDocuments(place.actor, { collection: "contacts", query: parseListQuery(COLLECTIONS.contacts, search) })
          .docs.map(({ name }) => name);
      expect(names("sort=name")).toEqual(["adam", "Bea", "Zoe"]);
      expect(names("sort=-name")).toEqual(["Zoe", "Bea", "adam"]);
      expect(names("sort=email")).toEqual(["Zoe", "Bea", "adam"]);
    });
  });

  test("counts nothing with pagination=false, and still tells whether more follows", async () => {
    const place = newAccount();
    await inside(place, (account, sql) => {
      fill(account, sql, place.actor);
      const read = (search: string) =>
        account.listDocuments(place.actor, {
          collection: "contacts",
          query: parseListQuery(COLLECTIONS.contacts, search),
        });
      expect(read("pagination=false&limit=20")).toMatchObject({
        totalDocs: 20,
        totalPages: 1,
        hasNextPage: true,
        nextPage: 2,
      });
      expect(read("pagination=false&limit=20&page=2")).toMatchObject({
        totalDocs: 10,
        hasNextPage: false,
        nextPage: null,
      });
    });
  });

  test("goes on from a document, whatever arrives in between", async () => {
    const place = newAccount();
    await inside(place, (account, sql) => {
      const { id } = account.createDocument(place.actor, { collection: "contacts", data: { name: "Ann" } });
      const within = addConversation(sql, id, { messages: 10 });
      const other = addConversation(
        sql,
        account.createDocument(place.actor, { collection: "contacts", data: { name: "Bob" } }).id,
        { messages: 3 },
      );
      const read = (search: string, conversation = within) =>
        account.listDocuments(place.actor, {
          collection: "messages",
          query: { ...parseListQuery(COLLECTIONS.messages, search), within: conversation },
        });
      const all = read("limit=50").docs.map((doc) => doc.id);
      expect(all).toHaveLength(10);
      expect(read("limit=1").totalDocs).toBe(10);
      const paged = [];
      let before = "";
      do {
        const { docs, hasNextPage } = read(`limit=4${before}`);
        paged.push(...docs.map((doc) => doc.id));
        before = hasNextPage ? `&before=${docs.at(-1)?.id}` : "";
      } while (before !== "");
      expect(paged).toEqual(all);
      expect(refusalOf(() => read("", "cnv_missing"))).toEqual({ code: "not_found", fields: [undefined] });
      expect(refusalOf(() => read(`before=${all[0]}`, other))).toEqual({ code: "invalid", fields: ["before"] });
      expect(read(`sort=createdAt&limit=3&before=${all[9]}`).docs.map((doc) => doc.id)).toEqual([
        all[8],
        all[7],
        all[6],
      ]);
    });
  });

  test("carries what depth and select ask for", async () => {
    const place = newAccount();
    await inside(place, (account) => {
      account.createDocument(place.actor, {
        collection: "contacts",
        data: { name: "Ann", phone: "+44 7700 900123", email: "Ann@Example.com" },
      });
      const first = (search: string) =>
        account.listDocuments(place.actor, {
          collection: "contacts",
          query: parseListQuery(COLLECTIONS.contacts, search),
        }).docs[0];
      expect(first("")).not.toHaveProperty("identities");
      expect(first("depth=1")?.identities).toEqual([
        { kind: "phone", value: "447700900123", display: "+447700900123" },
        { kind: "email", value: "ann@example.com", display: "ann@example.com" },
      ]);
      expect(Object.keys(first("select[name]=true&select[stage]=true") ?? {})).toEqual(["id", "name", "stage"]);
      expect(Object.keys(first("depth=1&select[identities]=false&select[tags]=false") ?? {})).not.toContain("tags");
    });
  });

  test("is for those who may view", async () => {
    const place = newAccount();
    const blind = memberOf(place.tenantId, []);
    const query = parseListQuery(COLLECTIONS.contacts, "");
    await inside(place, (account) => {
      expect(refusalOf(() => account.listDocuments(blind, { collection: "contacts", query }))?.code).toBe("forbidden");
      expect(refusalOf(() => account.countDocuments(blind, { collection: "contacts", query }))?.code).toBe("forbidden");
      expect(refusalOf(() => account.getDocument(blind, { collection: "contacts", id: "con_1" }))?.code).toBe(
        "forbidden",
      );
      expect(refusalOf(() => account.getDocument(place.actor, { collection: "contacts", id: "con_1" }))?.code).toBe(
        "not_found",
      );
      const stranger = memberOf("ten_other");
      expect(refusalOf(() => account.listDocuments(stranger, { collection: "contacts", query }))?.code).toBe(
        "not_found",
      );
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
  return sql
    .exec(`SELECT * FROM ${collection.table}`)
    .toArray()
    .map((raw) =>
      Object.fromEntries(
        Object.entries(collection.fields).map(([name, { column, type, through }]) => {
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
  return Array.isArray(value)
    ? matchesTags(value, where)
    : matchesValue(value as string | number | boolean | null, where);
}

function matchesTags(tags: unknown[], { operator, value }: Condition): boolean {
  const asked = [value].flat();
  const any = asked.some((one) => tags.includes(one));
  if (operator === "exists") return tags.length > 0 === value;
  return operator === "not_equals" || operator === "not_in" ? !any : any;
}

function matchesValue(held: string | number | boolean | null, { operator, value }: Condition): boolean {
  const asked = value as string | number | boolean | null;
  const text = (of: unknown) => String(of).toLowerCase();
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
      return held !== null && text(held).includes(text(asked));
    case "like":
      return text(asked)
        .split(/\s+/)
        .filter(Boolean)
        .every((word) => held !== null && text(held).includes(word));
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
