import { describe, expect, test } from "vitest";
import { COLLECTIONS } from "../../../schema/collections/catalog.ts";
import { parseListQuery } from "../../../schema/collections/parse-query.ts";
import { addConversation, fill, inside, memberOf, newAccount, refusalOf } from "./account.test-kit.ts";

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
        { id: expect.any(String), kind: "phone", value: "447700900123", display: "+447700900123" },
        { id: expect.any(String), kind: "email", value: "ann@example.com", display: "ann@example.com" },
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
