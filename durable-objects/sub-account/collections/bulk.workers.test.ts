import { describe, expect, test } from "vitest";
import { COLLECTIONS } from "../../../schema/collections/catalog.ts";
import { parseBulkWhere } from "../../../schema/collections/parse-query.ts";
import { BULK_MAX_DOCUMENTS } from "./bulk.ts";
import { inside, newAccount, refusalOf } from "./account.test-kit.ts";

const contacts = "contacts" as const;
const where = (search: string) => parseBulkWhere(COLLECTIONS.contacts, search);

describe("a bulk write", () => {
  test("changes what matches, and reports what one document refuses", async () => {
    const place = newAccount();
    await inside(place, (account) => {
      const make = (data: object) => account.createDocument(place.actor, { collection: contacts, data });
      const [ann, bob, cat] = [make({ name: "Ann" }), make({ name: "Bob" }), make({ name: "Cat", stage: "customer" })];
      const staged = account.updateWhere(place.actor, {
        collection: contacts,
        where: where("where[stage][equals]=lead"),
        data: { stage: "qualified" },
      });
      expect(staged).toMatchObject({
        docs: [
          { id: ann.id, stage: "qualified" },
          { id: bob.id, stage: "qualified" },
        ],
        errors: [],
        matched: 2,
      });
      const emailed = account.updateWhere(place.actor, {
        collection: contacts,
        where: where("where[stage][exists]=true"),
        data: { email: "one@x.test" },
      });
      expect(emailed.docs.map(({ id }) => id)).toEqual([ann.id]);
      expect(emailed.errors).toEqual(
        [bob, cat].map(({ id }) => ({ id, message: "Another contact already has this e-mail address." })),
      );
      expect(account.getDocument(place.actor, { collection: contacts, id: cat.id }).email).toBeNull();
    });
  });

  test("refuses bad data as a whole before it touches anything", async () => {
    const place = newAccount();
    await inside(place, (account) => {
      account.createDocument(place.actor, { collection: contacts, data: { name: "Ann" } });
      const update = () =>
        account.updateWhere(place.actor, {
          collection: contacts,
          where: where("where[name][exists]=true"),
          data: { stage: "nope" },
        });
      expect(refusalOf(update)).toEqual({ code: "invalid", fields: ["stage"] });
    });
  });

  test("has a bound, says how many matched, and is finished by repeating it", async () => {
    const place = newAccount();
    await inside(place, (account, sql) => {
      sql.exec(
        `WITH RECURSIVE people (value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM people WHERE value < ?)
         INSERT INTO contacts (id, name, stage, created_at, updated_at)
         SELECT 'con_' || printf('%04d', value), 'Person ' || value, 'lead', 1, 1 FROM people`,
        BULK_MAX_DOCUMENTS + 20,
      );
      const everyone = where("where[stage][equals]=lead");
      const first = account.deleteWhere(place.actor, { collection: contacts, where: everyone });
      expect(first.docs).toHaveLength(BULK_MAX_DOCUMENTS);
      expect(first.matched).toBe(BULK_MAX_DOCUMENTS + 20);
      const second = account.deleteWhere(place.actor, { collection: contacts, where: everyone });
      expect(second).toMatchObject({ errors: [], matched: 20 });
      expect(account.countDocuments(place.actor, { collection: contacts, query: { where: null } })).toEqual({
        totalDocs: 0,
      });
    });
  });
});
