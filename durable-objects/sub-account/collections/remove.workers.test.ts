import { describe, expect, test } from "vitest";
import { addConversation, auditOf, changesOf, inside, newAccount } from "./account.test-kit.ts";

const contacts = "contacts" as const;

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
