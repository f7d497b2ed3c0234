import { expect, test } from "vitest";
import { COLLECTIONS, type CollectionSlug } from "../../../schema/collections/catalog.ts";
import { parseListQuery } from "../../../schema/collections/parse-query.ts";
import type { Account } from "../account.ts";
import { fill, inside, newAccount } from "./account.test-kit.ts";
import { narrowActor } from "../sight/sight.test-kit.ts";
import { countRows, findRows } from "./find-rows.ts";
import { statementPlans, wholeReads } from "./statement-plans.test-kit.ts";

/** What screens ask for all day. None of it may read more than its page: no sorting, no walk through a whole table. */
const HOT: [CollectionSlug, string][] = [
  ["contacts", ""],
  ["contacts", "where[stage][equals]=lead&sort=-createdAt&limit=50"],
  ["contacts", "sort=createdAt"],
  ["contacts", "sort=-updatedAt"],
  ["contacts", "sort=name"],
  ["contacts", "where[owner][equals]=usr_1&limit=50"],
  ["conversations", ""],
  ["conversations", "where[status][equals]=open&limit=50"],
  ["conversations", "where[status][equals]=open&where[assignee][equals]=usr_1"],
  ["conversations", "where[status][equals]=open&where[assignee][exists]=false"],
  ["conversations", "where[status][equals]=open&where[lastMessageAt][less_than_equal]=2026-01-01"],
  ["messages", "pagination=false"],
  ["canned-replies", ""],
  ["canned-replies", "sort=-shortcut"],
  ["canned-replies", "sort=title"],
  ["canned-replies", "sort=-uses"],
  ["canned-replies", "sort=-updatedAt"],
  ["templates", ""],
];

/** Few rows match: they are found by an index, and sorting them is nothing. */
const LOOK_UPS: [CollectionSlug, string][] = [
  ["contacts", "where[email][equals]=a@x.test"],
  ["contacts", "where[phone][equals]=1"],
  ["contacts", "where[id][in]=con_1,con_2"],
  ["conversations", "where[contact][equals]=con_1"],
];

/** What people type. The index of texts is asked first, and only its hits are read. */
const SEARCHES: [CollectionSlug, string][] = [
  ["contacts", "where[name][contains]=anna"],
  ["contacts", "where[name][like]=anna%20le&sort=-updatedAt"],
  [
    "contacts",
    "where[or][0][name][contains]=anna&where[or][1][phone][contains]=0770&where[or][2][email][contains]=anna&where[or][3][company][contains]=anna&where[stage][equals]=lead&limit=50",
  ],
  ["conversations", "where[contact.name][like]=anna"],
  ["conversations", "where[messages.text][contains]=order&where[status][equals]=open"],
  [
    "conversations",
    "where[status][equals]=open&where[or][0][contact.name][like]=anna&where[or][1][contact.phone][contains]=0770&where[or][2][messages.text][contains]=anna",
  ],
];

async function planOf(slug: CollectionSlug, search: string): Promise<string> {
  const place = newAccount();
  await place.stub.stats(place.actor);
  return await inside(place, (_account, sql) => {
    const details: string[] = [];
    const exec: SqlStorage["exec"] = (statement, ...params) => {
      const plan = sql.exec<{ detail: string }>(`EXPLAIN QUERY PLAN ${statement}`, ...params).toArray();
      details.push(...plan.map(({ detail }) => detail));
      return sql.exec(statement, ...params);
    };
    const account = { storage: { sql: { exec } } } as unknown as Account;
    findRows(account, place.actor, slug, { ...parseListQuery(COLLECTIONS[slug], search), within: "cnv_1" });
    return details.join("\n");
  });
}

test.each(HOT)("a list of %s by %s walks an index and stops at its page", async (slug, search) => {
  const plan = await planOf(slug, search);
  expect(plan).toMatch(/^(SEARCH|SCAN) t USING INDEX/m);
  // Rows of one and the same time may still be put in order: "FOR LAST TERM".
  expect(plan).not.toMatch(/TEMP B-TREE FOR ORDER BY/);
});

test.each(SEARCHES)("a search of %s by %s reads nothing but what the index finds", async (slug, search) => {
  const plan = await planOf(slug, search);
  expect(plan).toMatch(/^SCAN \w+_search VIRTUAL TABLE INDEX/m);
  expect(plan).toMatch(/^SEARCH t USING INTEGER PRIMARY KEY/m);
  const scanned = plan.split("\n").filter((line) => line.startsWith("SCAN ") && !line.includes("_search VIRTUAL"));
  // Hits that were gathered first: each is looked up by its key.
  expect(scanned.filter((line) => !/^SCAN (found|s|\(subquery-\d+\))$/.test(line))).toEqual([]);
});

test.each(LOOK_UPS)("a list of %s by %s finds its rows by an index", async (slug, search) => {
  expect(await planOf(slug, search)).toMatch(/^SEARCH t USING INDEX/m);
});

test.each([
  ["contacts", ""],
  ["contacts", "where[stage][equals]=lead"],
  ["conversations", ""],
  ["conversations", "where[status][equals]=open"],
] as const)("a total of %s by %s is one row of the counters", async (slug, search) => {
  const place = newAccount();
  await place.stub.stats(place.actor);
  const statements = await inside(place, (_account, sql) => {
    const asked: string[] = [];
    const exec: SqlStorage["exec"] = (statement, ...params) => {
      asked.push(statement);
      return sql.exec(statement, ...params);
    };
    const account = { storage: { sql: { exec } } } as unknown as Account;
    expect(countRows(account, place.actor, slug, parseListQuery(COLLECTIONS[slug], search))).toBe(0);
    return asked;
  });
  expect(statements).toEqual(["SELECT value FROM counters WHERE name = ?"]);
});

/** Everything a screen reads for its lists, whole: the rows, what belongs to them, the totals. */
test.each(["all", "only their own"])(
  "no list of whoever sees %s, with all that belongs to it, reads a whole table that grows",
  async (sees) => {
    const place = newAccount();
    const reader = sees === "all" ? place.actor : narrowActor(place.tenantId);
    await inside(place, (account, sql) => {
      fill(account, sql, place.actor);
      const conversation = sql
        .exec<{ id: string }>("SELECT id FROM conversations WHERE assignee = 'usr_1' LIMIT 1")
        .one().id;
      const contact = sql.exec<{ id: string }>("SELECT id FROM contacts WHERE owner = 'usr_1' LIMIT 1").one().id;
      const list = (slug: CollectionSlug, search: string) =>
        account.listDocuments(reader, {
          collection: slug,
          query: {
            ...parseListQuery(COLLECTIONS[slug], search),
            depth: 1,
            ...(slug === "messages" ? { within: conversation } : {}),
          },
        });
      const planned = statementPlans(sql, () => {
        for (const [slug, search] of [...HOT, ...SEARCHES, ...LOOK_UPS]) list(slug, search);
        const newest = list("messages", "limit=2").docs.at(-1)?.id;
        list("messages", newest === undefined ? "" : `before=${newest}`);
        account.getDocument(reader, { collection: "contacts", id: contact });
        account.getDocument(reader, { collection: "conversations", id: conversation });
        account.listActivities(reader, { contactId: contact });
        account.listAudit(reader, { filters: {}, limit: 50 });
        account.listAudit(reader, { filters: { text: "a" }, limit: 50, before: { at: 1, id: "a" } });
        account.verifyAudit(reader, { after: 1, known: [{ seq: 1, hash: "a", fault: "seen" }] });
        account.listLabels(reader);
        account.listNotices(reader, { integrationId: "int_1" });
        account.stats(reader);
      });
      expect(planned.length).toBeGreaterThan(25);
      expect(wholeReads(planned)).toEqual([]);
    });
  },
);

test("a statement that does read a whole table is found", async () => {
  const place = newAccount();
  await place.stub.stats(place.actor);
  await inside(place, (_account, sql) => {
    const faults = (statement: string) => wholeReads(statementPlans(sql, () => sql.exec(statement).toArray()));
    expect(faults("SELECT COUNT(*) FROM messages WHERE text = 'x'")).toHaveLength(1);
    expect(faults("SELECT id FROM contacts t WHERE company = 'x' LIMIT 1")).toHaveLength(1);
    expect(faults("SELECT * FROM messages m JOIN contacts ON contacts.company = m.text WHERE m.id = 'x'")).toHaveLength(
      1,
    );
    expect(faults("SELECT id FROM contacts ORDER BY created_at, id LIMIT 10")).toEqual([]);
    expect(faults("SELECT id FROM contacts WHERE id = 'x'")).toEqual([]);
  });
});
