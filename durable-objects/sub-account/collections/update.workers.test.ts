import { describe, expect, test } from "vitest";
import { COLLECTIONS } from "../../../schema/collections/catalog.ts";
import { addConversation, auditOf, changesOf, inside, newAccount, refusalOf, traces } from "./account.test-kit.ts";

const contacts = "contacts" as const;

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
