import { describe, expect, test } from "vitest";
import { COLLECTIONS } from "../../../schema/collections/catalog.ts";
import { isTrellisError } from "../../../schema/errors.ts";
import { addConversation, inside, memberOf, newAccount, refusalOf } from "./account.test-kit.ts";

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
        { kind: "phone", value: "447700900123", display: "+447700900123" },
        { kind: "email", value: "ann@example.com", display: "ann@example.com" },
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

  test("survives a lone half of a surrogate pair", async () => {
    const place = newAccount();
    const { id } = await place.stub.createDocument(place.actor, {
      collection: contacts,
      data: { name: "half \ud83d" },
    });
    const page = await place.stub.listActivities(place.actor, { contactId: id });
    expect(page).toHaveLength(1);
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

describe("changing a contact", () => {
  test("changes the given fields only, and records from what to what", async () => {
    const place = newAccount();
    await inside(place, (account, sql) => {
      const made = account.createDocument(place.actor, {
        collection: contacts,
        data: { name: "Ann", company: "Acme", tags: ["a"] },
      });
      const changed = account.updateDocument(place.actor, {
        collection: contacts,
        id: made.id,
        data: { stage: "customer", company: null, tags: ["a"] },
      });
      expect(changed).toEqual({ ...made, stage: "customer", company: null, updatedAt: changed.updatedAt });
      expect(account.listActivities(place.actor, { contactId: made.id }).at(-1)).toMatchObject({
        type: "contact.updated",
        detail: { changed: { stage: { from: "lead", to: "customer" }, company: { from: "Acme", to: null } } },
      });
      expect(auditOf(sql).at(-1)).toMatchObject({
        action: "contact.updated",
        before: JSON.stringify({ stage: "lead", company: "Acme" }),
        after: JSON.stringify({ stage: "customer", company: null }),
      });
    });
  });

  test("leaves no trace where nothing changes", async () => {
    const place = newAccount();
    await inside(place, (account, sql) => {
      const made = account.createDocument(place.actor, {
        collection: contacts,
        data: { name: "Ann", phone: "+44 7700 900123" },
      });
      const before = traces(sql);
      for (const data of [{}, { name: "Ann" }, { phone: "0044 7700 900 123" }, { tags: [] }]) {
        expect(account.updateDocument(place.actor, { collection: contacts, id: made.id, data })).toEqual(made);
      }
      expect(traces(sql)).toEqual(before);
    });
  });

  test("keeps identities in step, and leaves those a channel brought", async () => {
    const place = newAccount();
    await inside(place, (account, sql) => {
      const { id } = account.createDocument(place.actor, {
        collection: contacts,
        data: { name: "Ann", phone: "+447700900123", email: "a@x.test" },
      });
      sql.exec(
        "INSERT INTO identities (id, contact_id, kind, value, display, created_at) VALUES ('idn_1', ?, 'whatsapp', '447700900123', '447700900123', 1)",
        id,
      );
      const known = () =>
        account
          .getDocument(place.actor, { collection: contacts, id })
          .identities?.map(({ kind, value }) => `${kind} ${value}`)
          .sort();
      account.updateDocument(place.actor, { collection: contacts, id, data: { phone: "+447700900456", email: null } });
      expect(known()).toEqual(["phone 447700900456", "whatsapp 447700900123"]);
      account.updateDocument(place.actor, { collection: contacts, id, data: { phone: null } });
      expect(known()).toEqual(["whatsapp 447700900123"]);
      const other = account.createDocument(place.actor, {
        collection: contacts,
        data: { name: "Bob", phone: "+447700900456", email: "a@x.test" },
      });
      expect(other.phone).toBe("+447700900456");
    });
  });

  test("tells the sockets about the conversations that carry the person in brief", async () => {
    const place = newAccount();
    await inside(place, (account, sql) => {
      const { id } = account.createDocument(place.actor, { collection: contacts, data: { name: "Ann" } });
      const conversation = addConversation(sql, id, { messages: 1 });
      const said = () => changesOf(sql).filter(({ entity }) => entity === "conversation");
      account.updateDocument(place.actor, { collection: contacts, id, data: { stage: "customer" } });
      expect(said()).toEqual([]);
      account.updateDocument(place.actor, { collection: contacts, id, data: { name: "Anna" } });
      expect(said()).toEqual([
        expect.objectContaining({
          op: "updated",
          id: conversation,
          doc: expect.objectContaining({ contact: expect.objectContaining({ name: "Anna" }) }),
        }),
      ]);
    });
  });

  test("changes no column of the server's own, on create and on update", async () => {
    const place = newAccount();
    await inside(place, (account, sql) => {
      const made = account.createDocument(place.actor, { collection: contacts, data: { name: "Ann" } });
      const columns = sql.exec("SELECT * FROM contacts").columnNames;
      const owned = Object.entries(COLLECTIONS.contacts.fields).filter(([, field]) => !field.writable);
      expect(owned.map(([name]) => name)).toEqual(["id", "createdAt", "updatedAt"]);
      const hostile = {
        ...Object.fromEntries(columns.filter((column) => column.includes("_")).map((column) => [column, 1])),
        ...Object.fromEntries(owned.map(([name]) => [name, name === "id" ? "con_mine" : "2001-01-01T00:00:00.000Z"])),
        identities: [{ kind: "phone", value: "1", display: "1" }],
        tenantId: "ten_other",
        tenant_id: "ten_other",
        rowid: 99,
        nobody: "knows",
      };
      const asSent: unknown = JSON.parse(`{"__proto__": {"stage": "lost"}, ${JSON.stringify(hostile).slice(1)}`);
      expect(account.updateDocument(place.actor, { collection: contacts, id: made.id, data: asSent })).toEqual(made);
      const created = account.createDocument(place.actor, { collection: contacts, data: { name: "Bob", ...hostile } });
      expect(created).toMatchObject({ name: "Bob", stage: "lead" });
      expect(created.id).not.toBe("con_mine");
      expect(Date.parse(created.createdAt)).toBeGreaterThan(Date.UTC(2025, 0, 1));
      expect(sql.exec("SELECT COUNT(*) AS n FROM identities").one()).toEqual({ n: 0 });
      expect(sql.exec("SELECT value FROM meta WHERE key = 'tenant_id'").one()).toEqual({ value: place.tenantId });
    });
  });

  test("answers the same of a foreign id, a deleted one and none", async () => {
    const place = newAccount();
    await inside(place, (account) => {
      for (const id of ["con_foreign", "", "' OR 1=1 --"]) {
        expect(
          refusalOf(() => account.updateDocument(place.actor, { collection: contacts, id, data: { name: "x" } })),
        ).toEqual({ code: "not_found", fields: [undefined] });
        expect(refusalOf(() => account.deleteDocument(place.actor, { collection: contacts, id }))).toEqual({
          code: "not_found",
          fields: [undefined],
        });
        expect(refusalOf(() => account.listActivities(place.actor, { contactId: id }))).toEqual({
          code: "not_found",
          fields: [undefined],
        });
      }
    });
  });
});

describe("deleting a contact", () => {
  test("takes everything about it along, and nothing of anybody else", async () => {
    const place = newAccount();
    await inside(place, (account, sql) => {
      const ann = account.createDocument(place.actor, {
        collection: contacts,
        data: { name: "Ann", phone: "+447700900123" },
      });
      const bob = account.createDocument(place.actor, {
        collection: contacts,
        data: { name: "Bob", phone: "+447700900456" },
      });
      const gone = addConversation(sql, ann.id, { messages: 4, unread: 2 });
      const kept = addConversation(sql, bob.id, { messages: 3, unread: 1, status: "resolved" });
      for (const conversation of [gone, kept]) {
        sql.exec(
          "INSERT INTO outbox (message_id, conversation_id, integration_id, state, due_at, created_at) VALUES ('msg_x', ?, 'int_1', 'queued', 1, 1)",
          conversation,
        );
      }
      expect(account.deleteDocument(place.actor, { collection: contacts, id: ann.id })).toEqual(ann);
      for (const table of ["contacts", "identities", "conversations", "outbox"]) {
        expect({ table, ...sql.exec(`SELECT COUNT(*) AS n FROM ${table}`).one() }).toEqual({ table, n: 1 });
      }
      expect(sql.exec("SELECT COUNT(*) AS n FROM messages").one()).toEqual({ n: 3 });
      expect(sql.exec("SELECT DISTINCT contact_id AS id FROM activities").toArray()).toEqual([{ id: bob.id }]);
      expect(auditOf(sql).at(-1)).toMatchObject({
        action: "contact.deleted",
        before: JSON.stringify(ann),
        after: JSON.stringify({ alsoDeleted: { conversations: 1, messages: 4 } }),
      });
      expect(changesOf(sql).slice(-2)).toMatchObject([
        { entity: "conversation", op: "deleted", id: gone, doc: null },
        { entity: "contact", op: "deleted", id: ann.id, doc: null },
      ]);
      expect(
        account.createDocument(place.actor, { collection: contacts, data: { name: "New", phone: "+447700900123" } })
          .phone,
      ).toBe("+447700900123");
    });
  });
});

describe("rights", () => {
  test("each verb asks for its own capability, and writes nothing without it", async () => {
    const place = newAccount();
    const { id } = await place.stub.createDocument(place.actor, { collection: contacts, data: { name: "Ann" } });
    const where = { field: "id", operator: "equals", value: id } as const;
    const viewer = memberOf(place.tenantId, ["viewLeads"]);
    const editor = memberOf(place.tenantId, ["viewLeads", "editLeads"]);
    const stranger = { kind: "anonymous", tenantId: place.tenantId } as const;
    await inside(place, (account, sql) => {
      const before = traces(sql);
      const code = (work: () => unknown) => refusalOf(work)?.code;
      expect(code(() => account.createDocument(viewer, { collection: contacts, data: { name: "x" } }))).toBe(
        "forbidden",
      );
      expect(code(() => account.updateDocument(viewer, { collection: contacts, id, data: { name: "x" } }))).toBe(
        "forbidden",
      );
      expect(code(() => account.updateWhere(viewer, { collection: contacts, where, data: { name: "x" } }))).toBe(
        "forbidden",
      );
      expect(code(() => account.deleteDocument(editor, { collection: contacts, id }))).toBe("forbidden");
      expect(code(() => account.deleteWhere(editor, { collection: contacts, where }))).toBe("forbidden");
      expect(code(() => account.createDocument(stranger, { collection: contacts, data: { name: "x" } }))).toBe(
        "unauthenticated",
      );
      expect(traces(sql)).toEqual(before);
    });
  });

  test("a refusal keeps its code and field on the way to the worker", async () => {
    const place = newAccount();
    const create = async () =>
      await place.stub.createDocument(place.actor, { collection: contacts, data: { name: "" } });
    await expect(create()).rejects.toSatisfy(
      (error) => isTrellisError(error) && error.code === "invalid" && error.items[0]?.field === "name",
    );
  });
});

const COUNTED = ["contacts", "identities", "activities", "audit", "changes"] as const;

function traces(sql: SqlStorage): Record<string, number> {
  return Object.fromEntries(
    COUNTED.map((table) => [table, sql.exec<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`).one().n]),
  );
}

function auditOf(sql: SqlStorage): Record<string, SqlStorageValue>[] {
  return sql.exec("SELECT * FROM audit ORDER BY rowid").toArray();
}

function changesOf(sql: SqlStorage): Record<string, unknown>[] {
  return sql
    .exec<{ body: string }>("SELECT body FROM changes ORDER BY seq")
    .toArray()
    .map(({ body }) => JSON.parse(body) as Record<string, unknown>);
}
