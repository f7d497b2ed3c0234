import { describe, expect, test } from "vitest";
import { contacts } from "./contacts.ts";
import { parseBulkWhere, parseListQuery, parseReadQuery } from "./parse-query.ts";

describe("parseListQuery", () => {
  test("has Payload's defaults", () => {
    expect(parseListQuery(contacts, "")).toEqual({
      where: null,
      sort: [{ field: "createdAt", descending: true }],
      limit: 10,
      page: 1,
      pagination: true,
      depth: 0,
      select: null,
    });
  });

  test("reads every parameter, and leaves those of others alone", () => {
    const search =
      "?where[stage][equals]=lead&sort=-updatedAt,name&limit=50&page=3&pagination=false&depth=1&select[name]=true&select[tags]=true&before=con_1&tenant=ten_1&draft=false&locale=en";
    expect(parseListQuery(contacts, search)).toEqual({
      where: { field: "stage", operator: "equals", value: "lead" },
      sort: [
        { field: "updatedAt", descending: true },
        { field: "name", descending: false },
      ],
      limit: 50,
      page: 3,
      pagination: false,
      depth: 1,
      select: { mode: "only", fields: ["name", "tags"] },
      before: "con_1",
    });
  });

  test("bounds the page: 0 and too much ask for the largest", () => {
    expect(parseListQuery(contacts, "limit=0").limit).toBe(500);
    expect(parseListQuery(contacts, "limit=100000").limit).toBe(500);
    expect(parseListQuery(contacts, "depth=10").depth).toBe(2);
  });

  test("can leave fields out instead", () => {
    expect(parseReadQuery(contacts, "select[tags]=false")).toEqual({
      depth: 1,
      select: { mode: "without", fields: ["tags"] },
    });
    expect(parseReadQuery(contacts, "select[identities]=true").select).toEqual({
      mode: "only",
      fields: ["identities"],
    });
  });

  test.each([
    ["sort=nope", "sort"],
    ["sort=tags", "sort"],
    ["sort=name;DROP TABLE contacts", "sort"],
    ["sort=__proto__", "sort"],
    ["sort=name,name,name,name,name,name", "sort"],
    ["sort[a]=1", "sort"],
    ["limit=-1", "limit"],
    ["limit=ten", "limit"],
    ["limit=1.5", "limit"],
    ["limit[]=1", "limit"],
    ["page=0", "page"],
    ["page=99999999", "page"],
    ["depth=x", "depth"],
    ["pagination=maybe", "pagination"],
    ["select=name", "select"],
    ["select[nope]=true", "select.nope"],
    ["select[toString]=true", "select.toString"],
    ["select[name]=1", "select.name"],
    ["select[name]=true&select[tags]=false", "select"],
    ["before[x]=1", "before"],
  ])("refuses %s, naming %s", (search, field) => {
    expect(() => parseListQuery(contacts, search)).toThrow(
      expect.objectContaining({ code: "invalid", items: [expect.objectContaining({ field })] }),
    );
  });
});

describe("parseBulkWhere", () => {
  test.each(["", "where=", "where[or]=", "where[and][0]=", "stage=lead"])(
    "refuses to mean everything: %s",
    (search) => {
      expect(() => parseBulkWhere(contacts, search)).toThrow(expect.objectContaining({ code: "invalid" }));
    },
  );

  test("reads the clause", () => {
    expect(parseBulkWhere(contacts, "where[id][in]=a,b")).toEqual({ field: "id", operator: "in", value: ["a", "b"] });
  });
});
