import { describe, expect, test } from "vitest";
import { auditOf, changesOf, inside, newAccount, refusalOf, traces } from "./account.test-kit.ts";

const contacts = "contacts" as const;

describe("creating a contact", () => {
  test("stores it in its normal form, with identities, timeline, audit row and change", async () => {
    const place = newAccount();
    await inside(place, (account, sql) => {
      const doc = account.createDocument(place.actor, {
        collection: contacts,
        data: {
          name: "  Ann Lee ",
          email: " Ann@Example.COM ",
          phone: "+44 (0)7700 900-123",
          tags: ["vip", "vip", "new"],
          source: "web",
        },
      });
      expect(doc).toEqual({
        id: expect.stringMatching(/^con_/),
        name: "Ann Lee",
        email: "ann@example.com",
        phone: "+447700900123",
        stage: "lead",
        source: "web",
        owner: null,
        company: null,
        tags: ["vip", "new"],
        createdAt: expect.stringMatching(/Z$/),
        updatedAt: doc.createdAt,
      });
      expect(account.getDocument(place.actor, { collection: contacts, id: doc.id }).identities).toEqual([
        { id: expect.any(String), kind: "phone", value: "447700900123", display: "+447700900123" },
        { id: expect.any(String), kind: "email", value: "ann@example.com", display: "ann@example.com" },
      ]);
      expect(account.listActivities(place.actor, { contactId: doc.id })).toMatchObject([
        {
          type: "contact.created",
          actor: { type: "user", id: "usr_tester", name: "Tess Tester" },
          detail: { source: "web" },
        },
      ]);
      expect(auditOf(sql)).toMatchObject([{ action: "contact.created", entity_id: doc.id, request_id: "req_test" }]);
      expect(changesOf(sql).filter(({ entity }) => entity === "contact")).toEqual([
        expect.objectContaining({ op: "created", id: doc.id, doc }),
      ]);
    });
  });

  test.each([
    ["+1 (555) 010-2345", "+15550102345"],
    ["0044 20 7946 0958", "+442079460958"],
    ["020 7946  0958", "020 7946 0958"],
    ["+55 11 98765-4321", "+5511987654321"],
  ])("keeps the number %s as %s", async (given, stored) => {
    const place = newAccount();
    await inside(place, (account) => {
      expect(
        account.createDocument(place.actor, { collection: contacts, data: { name: "Ann", phone: given } }).phone,
      ).toBe(stored);
    });
  });

  test.each([
    [{}, ["name"]],
    [{ name: "" }, ["name"]],
    [{ name: 5 }, ["name"]],
    [{ name: "a\u0007b" }, ["name"]],
    [{ name: "Ann", stage: "nope" }, ["stage"]],
    [{ name: "Ann", email: "no" }, ["email"]],
    [{ name: "Ann", phone: "call me" }, ["phone"]],
    [{ name: "Ann", tags: "vip" }, ["tags"]],
    [{ name: "Ann", tags: [1, ""] }, ["tags.0", "tags.1"]],
    [{ name: null, owner: 7 }, ["name", "owner"]],
    ["text", []],
    [null, []],
    [[], []],
  ])("refuses %j, naming %j", async (data, fields) => {
    const place = newAccount();
    await inside(place, (account, sql) => {
      const refusal = refusalOf(() => account.createDocument(place.actor, { collection: contacts, data }));
      expect(refusal?.code).toBe("invalid");
      expect(refusal?.fields.filter((field) => field !== undefined)).toEqual(fields);
      expect(traces(sql)).toEqual({ contacts: 0, identities: 0, activities: 0, audit: 0, changes: 0 });
    });
  });

  test("refuses a lone half of a surrogate pair, which could not be stored as it was sent", async () => {
    const place = newAccount();
    await inside(place, (account) => {
      const refusal = refusalOf(() =>
        account.createDocument(place.actor, { collection: contacts, data: { name: "half \ud83d" } }),
      );
      expect(refusal).toEqual({ code: "invalid", fields: ["name"] });
    });
  });

  test("refuses a number or an address that another contact has, naming the field and nobody", async () => {
    const place = newAccount();
    await inside(place, (account, sql) => {
      account.createDocument(place.actor, {
        collection: contacts,
        data: { name: "Owner", phone: "+5511987654321", email: "a@x.test" },
      });
      const before = traces(sql);
      const taken = [{ phone: "+55 11 8765-4321" }, { phone: "0055 11 98765 4321" }, { email: "A@X.test" }];
      for (const data of taken) {
        const create = () =>
          account.createDocument(place.actor, { collection: contacts, data: { name: "Other", ...data } });
        expect(refusalOf(create)).toEqual({ code: "conflict", fields: Object.keys(data) });
        expect(create).not.toThrow(/Owner|con_/);
      }
      expect(traces(sql)).toEqual(before);
      const other = account.createDocument(place.actor, { collection: contacts, data: { name: "Other" } });
      sql.exec(
        "INSERT INTO identities (id, contact_id, kind, value, display, created_at) VALUES ('idn_1', ?, 'whatsapp', '447700900999', '447700900999', 1)",
        other.id,
      );
      const third = account.createDocument(place.actor, { collection: contacts, data: { name: "Third" } });
      const claim = () =>
        account.updateDocument(place.actor, { collection: contacts, id: third.id, data: { phone: "+447700900999" } });
      expect(refusalOf(claim)).toEqual({ code: "conflict", fields: ["phone"] });
    });
  });
});
