import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import * as fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { COLLECTIONS, type CollectionSlug } from "../../../schema/collections/catalog.ts";
import { parseListQuery } from "../../../schema/collections/parse-query.ts";
import { SEARCH_INDEXES } from "../../../schema/data-plane/search-indexes.ts";
import type { SubAccount } from "../sub-account.ts";
import { addConversation, inside, newAccount, refusalOf } from "../collections/account.test-kit.ts";
import { backfillSearch, isSearchable, SEARCH_BACKFILL_ROWS } from "./backfill-search.ts";
import { enterWaitingTurn, searchHasWaiting, WAITING_ROWS_MAX } from "./enter-waiting.ts";
import { SEARCHED_MESSAGES_MAX } from "./text-search.ts";

type Place = ReturnType<typeof newAccount>;

const found = (account: SubAccount, place: Place, slug: CollectionSlug, where: string, within?: string) =>
  account
    .listDocuments(place.actor, {
      collection: slug,
      query: {
        ...parseListQuery(COLLECTIONS[slug], `limit=500&${where}`),
        ...(within === undefined ? {} : { within }),
      },
    })
    .docs.map(({ id }) => id)
    .sort();

/** Letters that meet often, with accents, without capitals, without spaces between words. */
const TEXT = fc.stringMatching(/^[abAÁáåé1 "%中文字]{0,8}$/);
const plain = (text: string) => text.toLowerCase().normalize("NFD").replaceAll(/\p{M}/gu, "");
const contains = (held: string | null, asked: string) =>
  held !== null &&
  ([...asked].length < 3 ? held.toLowerCase().includes(asked.toLowerCase()) : plain(held).includes(plain(asked)));

describe("a search", () => {
  test("finds what a plain reading finds, after any writes", async () => {
    const place = newAccount();
    await inside(place, (account, sql) => {
      const contact = (data: object) => account.createDocument(place.actor, { collection: "contacts", data }).id;
      const write = fc.oneof(
        fc.record({ kind: fc.constant("create" as const), text: TEXT }),
        fc.record({ kind: fc.constantFrom("update" as const, "delete" as const), text: TEXT, at: fc.nat(50) }),
        fc.record({ kind: fc.constantFrom("edit" as const, "unsay" as const), text: TEXT, at: fc.nat(50) }),
      );
      const people: string[] = [];
      fc.assert(
        fc.property(
          fc.array(write, { minLength: 1, maxLength: 12 }),
          fc.array(TEXT, { minLength: 3, maxLength: 6 }),
          (writes, asked) => {
            for (const step of writes) {
              const id = "at" in step ? people[step.at % Math.max(1, people.length)] : undefined;
              if (step.kind === "create") {
                people.push(contact({ name: `${step.text}.`, company: step.text.trim() === "" ? null : step.text }));
                addConversation(sql, people.at(-1) ?? "", { texts: [step.text, null] });
              } else if (id === undefined) continue;
              else if (step.kind === "update")
                account.updateDocument(place.actor, { collection: "contacts", id, data: { company: `${step.text}!` } });
              else if (step.kind === "delete") {
                account.deleteDocument(place.actor, { collection: "contacts", id });
                people.splice(people.indexOf(id), 1);
              } else {
                const text = step.kind === "edit" ? step.text : null;
                sql.exec(
                  "UPDATE messages SET text = ? WHERE conversation_id IN (SELECT id FROM conversations WHERE contact_id = ?)",
                  text,
                  id,
                );
              }
            }
            const rows = sql
              .exec<{ id: string; name: string; company: string | null }>("SELECT id, name, company FROM contacts")
              .toArray();
            const messages = sql
              .exec<{ id: string; text: string | null; conversation_id: string }>(
                "SELECT id, text, conversation_id FROM messages",
              )
              .toArray();
            for (const text of asked) {
              const q = encodeURIComponent(text);
              for (const field of ["name", "company"] as const) {
                const expected = rows.filter((row) => contains(row[field], text)).map(({ id }) => id);
                expect(found(account, place, "contacts", `where[${field}][contains]=${q}`)).toEqual(expected.sort());
              }
              const said = messages.filter((message) => contains(message.text, text));
              const asks = [...text].length < 3 ? `${q}never` : q;
              const sayIt = [...text].length < 3 ? [] : said;
              expect(found(account, place, "conversations", `where[messages.text][contains]=${asks}`)).toEqual(
                [...new Set(sayIt.map((message) => message.conversation_id))].sort(),
              );
              const thread = messages[0]?.conversation_id;
              if (thread === undefined) continue;
              const inThread = said.filter((message) => message.conversation_id === thread).map(({ id }) => id);
              expect(found(account, place, "messages", `where[text][contains]=${q}`, thread)).toEqual(inThread.sort());
            }
          },
        ),
        { numRuns: 60 },
      );
    });
    await runInDurableObject(place.stub, (_account, { storage }) => {
      const { sql } = storage;
      for (const [table, index] of Object.entries(SEARCH_INDEXES)) {
        expect(isSearchable(storage, table)).toBe(true);
        const [text] = Object.keys(index.columns);
        const kept = sql.exec(`SELECT count(*) AS n FROM ${index.table}_docsize`).one();
        expect(kept).toEqual(sql.exec(`SELECT count(*) AS n FROM ${table} WHERE ${text} IS NOT NULL`).one());
      }
    });
  });

  test("of a number finds it however it is typed", async () => {
    const place = newAccount();
    await inside(place, (account) => {
      const make = (name: string, phone: string) =>
        account.createDocument(place.actor, { collection: "contacts", data: { name, phone } }).id;
      const [mobile, office] = [make("Mobile", "+44 7700 900123"), make("Office", "020 7946 0958")];
      const by = (typed: string) =>
        found(account, place, "contacts", `where[phone][contains]=${encodeURIComponent(typed)}`);
      for (const typed of ["07700 900123", "+447700", "7700-900", "(0)7700 90", "0123"])
        expect(by(typed)).toEqual([mobile]);
      for (const typed of ["020 7946", "0207946", "7946 09", "46-0958", "58"]) expect(by(typed)).toEqual([office]);
      expect(by("0779")).toEqual([]);
    });
  });

  test("in any of several fields finds what has it in one, within what else is asked for", async () => {
    const place = newAccount();
    await inside(place, (account) => {
      const make = (data: object) => account.createDocument(place.actor, { collection: "contacts", data }).id;
      const [named, mailed, employed] = [
        make({ name: "Marta Lind" }),
        make({ name: "Ann", email: "lindberg@mail.test" }),
        make({ name: "Bea", company: "Lindt", stage: "customer" }),
      ];
      make({ name: "Li Nd", email: "nd@li.test", company: "Other" });
      const box = ["name", "phone", "email", "company"]
        .map((field, index) => `where[or][${index}][${field}][contains]=lind`)
        .join("&");
      expect(found(account, place, "contacts", box)).toEqual([named, mailed, employed].sort());
      expect(found(account, place, "contacts", `${box}&where[stage][equals]=customer`)).toEqual([employed]);
      expect(found(account, place, "contacts", "where[name][like]=lind%20ma")).toEqual([named]);
      expect(found(account, place, "contacts", "where[name][contains]=lind&where[email][contains]=lind")).toEqual([]);
    });
  });

  test("of messages wants three characters, and looks at the newest matches only", async () => {
    const place = newAccount();
    await inside(place, (account, sql) => {
      const { id } = account.createDocument(place.actor, { collection: "contacts", data: { name: "Ann" } });
      const other = account.createDocument(place.actor, { collection: "contacts", data: { name: "Bea" } });
      const old = addConversation(sql, id, { texts: ["the common word, and the rare one"] });
      const busy = addConversation(sql, other.id, { texts: [] });
      sql.exec(
        `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
         INSERT INTO messages (id, conversation_id, integration_id, direction, type, text, status, external_id, author, created_at, updated_at)
         SELECT 'msg_' || i, ?, 'int_1', 'in', 'text', 'common ' || i, 'received', 'wamid.' || i, '{}', i, i FROM n`,
        SEARCHED_MESSAGES_MAX,
        busy,
      );
      const by = (where: string) => found(account, place, "conversations", where);
      expect(by("where[messages.text][contains]=common")).toEqual([busy]);
      expect(by("where[messages.text][like]=rare%20the")).toEqual([old]);
      expect(by("where[messages.text][like]=rare%20the&where[contact.name][like]=ann")).toEqual([old]);
      expect(by("where[messages.text][like]=rare%20the&where[contact.name][like]=bea")).toEqual([]);
      expect(by("where[or][0][messages.text][contains]=rare&where[or][1][contact.name][contains]=bea")).toEqual(
        [old, busy].sort(),
      );
      for (const short of ["contains]=an", "like]=a%20b", "contains]="]) {
        expect(refusalOf(() => by(`where[messages.text][${short}`))).toMatchObject({ code: "invalid" });
      }
      expect(refusalOf(() => by("where[messages.text][equals]=common"))?.code).toBe("invalid");
    });
  });
});

describe("what was just written", () => {
  const write = (sql: SqlStorage, count: number) =>
    sql.exec(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
       INSERT INTO contacts (id, name, stage, tags, created_at, updated_at) SELECT 'con_' || i, 'Written ' || i, 'lead', '[]', i, i FROM n`,
      count,
    );

  test("is found even where more waits than one search enters, and entered soon without a search", async () => {
    const place = newAccount();
    await place.stub.stats(place.actor);
    await inside(place, (account, sql) => {
      write(sql, WAITING_ROWS_MAX + 10);
      expect(found(account, place, "contacts", `where[name][contains]=written%20${WAITING_ROWS_MAX + 7}`)).toEqual([
        `con_${WAITING_ROWS_MAX + 7}`,
      ]);
    });
    await runInDurableObject(place.stub, (_account, { storage }) => {
      const clock = { storage, now: Date.now };
      for (let turns = 0; turns < 10 && enterWaitingTurn(clock) !== undefined; turns++);
      expect(searchHasWaiting(clock)).toBe(false);
    });
  });

  test("waits for its index no longer than until the object next starts", async () => {
    const place = newAccount();
    await place.stub.stats(place.actor);
    await inside(place, (_account, sql) => void write(sql, 3));
    await evictDurableObject(place.stub);
    await place.stub.stats(place.actor);
    const waits = () => runInDurableObject(place.stub, (_account, { storage }) => searchHasWaiting({ storage }));
    await vi.waitFor(async () => expect(await waits()).toBe(false), { timeout: 10_000 });
  });
});

describe("an account from before the index", () => {
  const OLD = 2 * SEARCH_BACKFILL_ROWS + 10;

  /** As the migration leaves it: rows, an empty index, and the note of what has yet to be entered. */
  async function oldAccount(): Promise<Place> {
    const place = newAccount();
    await place.stub.stats(place.actor);
    await inside(place, (_account, sql) => {
      sql.exec(
        `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
         INSERT INTO contacts (id, name, stage, tags, created_at, updated_at) SELECT 'con_' || i, 'Émile ' || i, 'lead', '[]', i, i FROM n`,
        OLD,
      );
      sql.exec("DELETE FROM search_waiting");
      sql.exec(`INSERT INTO search_backfill ("table", next, last) SELECT 'contacts', 1, max(rowid) FROM contacts`);
    });
    return place;
  }

  test("is searched by its rows until all of them are entered, whatever is written meanwhile", async () => {
    const place = await oldAccount();
    const search = (name: string) =>
      inside(place, (account) =>
        found(account, place, "contacts", `where[name][contains]=${encodeURIComponent(name)}`),
      );
    expect(await search("émile 2010")).toEqual(["con_2010"]);
    const turn = () =>
      runInDurableObject(place.stub, (_account, { storage }) => backfillSearch({ storage, now: Date.now }));
    await turn();
    await inside(place, (account) => {
      account.updateDocument(place.actor, { collection: "contacts", id: "con_3", data: { name: "Entered before" } });
      account.updateDocument(place.actor, { collection: "contacts", id: "con_2009", data: { name: "Not yet" } });
      account.deleteDocument(place.actor, { collection: "contacts", id: "con_2008" });
      account.createDocument(place.actor, { collection: "contacts", data: { name: "Émile new" } });
    });
    expect(await search("not yet")).toEqual(["con_2009"]);
    for (let turns = 0; turns < 10 && (await behind(place)); turns++) await turn();
    expect(await behind(place)).toBe(false);
    expect(await search("emile 2010")).toEqual(["con_2010"]);
    expect(await search("emile new")).toHaveLength(1);
    expect(await search("entered before")).toEqual(["con_3"]);
    expect(await search("not yet")).toEqual(["con_2009"]);
    for (const gone of ["emile 2008", "emile 2009"]) expect(await search(gone)).toEqual([]);
    await inside(place, (_account, sql) => {
      expect(sql.exec("SELECT count(*) AS n FROM contacts_search_docsize").one()).toEqual({ n: OLD });
      const [hit] = sql.exec("SELECT count(*) AS n FROM contacts_search WHERE contacts_search MATCH 'emile'").toArray();
      expect(hit).toEqual({ n: OLD - 2 });
    });
  });

  test("goes on by itself when it starts", async () => {
    const place = await oldAccount();
    expect(await behind(place)).toBe(true);
    await evictDurableObject(place.stub);
    await place.stub.stats(place.actor);
    await vi.waitFor(async () => expect(await behind(place)).toBe(false), { timeout: 10_000 });
  });
});

async function behind(place: Place): Promise<boolean> {
  return inside(place, (_account, sql) => sql.exec("SELECT 1 FROM search_backfill").toArray().length > 0);
}
