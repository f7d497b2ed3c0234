import { describe, expect, test } from "vitest";
import type { Actor } from "../../../schema/actor.ts";
import { COLLECTIONS, type CollectionSlug } from "../../../schema/collections/catalog.ts";
import { parseListQuery } from "../../../schema/collections/parse-query.ts";
import { newId } from "../../../schema/ids.ts";
import { addConversation, fill, inside, newAccount } from "../collections/account.test-kit.ts";
import type { SubAccount } from "../sub-account.ts";
import { narrowActor, truthOf } from "./sight.test-kit.ts";

function said(work: () => unknown): string {
  try {
    return JSON.stringify(work() ?? null);
  } catch (error) {
    const { code, items, message } = error as { code?: string; items?: unknown; message: string };
    return JSON.stringify({ code, items, message });
  }
}

const QUERIES: [CollectionSlug, string][] = [
  ["contacts", ""],
  ["contacts", "where[stage][equals]=lead&sort=name"],
  ["contacts", "where[name][contains]=zola"],
  ["contacts", "where[or][0][name][like]=anna&where[or][1][email][contains]=person"],
  ["contacts", "where[owner][equals]=usr_2"],
  ["contacts", "where[owner][exists]=false&sort=-updatedAt"],
  ["conversations", ""],
  ["conversations", "where[status][equals]=open"],
  ["conversations", "where[assignee][exists]=false"],
  ["conversations", "where[messages.text][contains]=again"],
  ["conversations", "where[contact.name][like]=anna&sort=lastMessageAt"],
];

describe("whoever sees only what is assigned to them", () => {
  test("reads, counts and finds exactly that, by every list and search, and the totals of it", async () => {
    const place = newAccount();
    await inside(place, (account, sql) => {
      fill(account, sql, place.actor);
      const narrow = narrowActor(place.tenantId);
      const truth = truthOf(sql, "usr_1");
      expect(truth.conversations.size).toBeGreaterThan(2);
      expect(truth.contacts.size).toBeGreaterThan(truth.conversations.size);
      for (const [collection, search] of QUERIES) {
        const query = { ...parseListQuery(COLLECTIONS[collection], search), limit: 100, depth: 1 };
        const all = account.listDocuments(place.actor, { collection, query }).docs;
        const seen = all.filter(({ id }) => truth[collection === "contacts" ? "contacts" : "conversations"].has(id));
        const mine = account.listDocuments(narrow, { collection, query });
        expect([collection, search, mine.docs]).toEqual([collection, search, seen]);
        expect(mine.totalDocs).toBe(seen.length);
        expect(account.countDocuments(narrow, { collection, query }).totalDocs).toBe(seen.length);
        const pages = [1, 2, 3].flatMap(
          (page) => account.listDocuments(narrow, { collection, query: { ...query, limit: 2, page } }).docs,
        );
        expect(pages).toEqual(seen.slice(0, 6));
      }
      const mine = {
        collection: "conversations",
        query: { ...parseListQuery(COLLECTIONS.conversations, ""), limit: 100 },
      } as const;
      const talks = account.listDocuments(narrow, mine).docs;
      expect(account.listLabels(narrow).sort()).toEqual([...new Set(talks.flatMap(({ labels }) => labels))].sort());
      const messages = talks.flatMap(
        ({ id }) =>
          account.listDocuments(narrow, {
            collection: "messages",
            query: { ...parseListQuery(COLLECTIONS.messages, ""), limit: 100, within: id },
          }).docs,
      );
      expect(account.stats(narrow)).toEqual({
        contacts: truth.contacts.size,
        conversations: talks.length,
        open: talks.filter(({ status }) => status === "open").length,
        resolved: talks.filter(({ status }) => status === "resolved").length,
        messages: messages.length,
        unread: talks.reduce((sum, { unread }) => sum + unread, 0),
      });
    });
  });

  test("meets what is somebody else's as what is not there, at every door", async () => {
    const place = newAccount();
    await inside(place, (account, sql) => {
      fill(account, sql, place.actor);
      const narrow = narrowActor(place.tenantId);
      const truth = truthOf(sql, "usr_1");
      const ids = (table: string) =>
        sql
          .exec<{ id: string }>(`SELECT id FROM ${table}`)
          .toArray()
          .map(({ id }) => id);
      const foreign = ids("contacts").filter((id) => !truth.contacts.has(id));
      const [mine = ""] = truth.contacts;
      const talk = sql
        .exec<{ id: string; message: string }>(
          "SELECT c.id, m.id AS message FROM conversations c JOIN messages m ON m.conversation_id = c.id WHERE c.assignee IS NULL LIMIT 1",
        )
        .one();
      expect(foreign.length).toBeGreaterThan(5);
      for (const [name, ask] of Object.entries(doorsOf(account, narrow, mine))) {
        const theirs = name.startsWith("contact") ? (foreign[0] ?? "") : talk.id;
        const none = name.startsWith("contact") ? newId("contact") : newId("conversation");
        const trails = ["audit", "changes", "activities"].map((table) => rowsIn(sql, table));
        const [met, missing] = [said(() => ask(theirs, talk.message)), said(() => ask(none, talk.message))];
        expect(`${name}: ${met.replaceAll(theirs, "id")}`).toBe(`${name}: ${missing.replaceAll(none, "id")}`);
        expect(
          ["audit", "changes", "activities"].map((table) => rowsIn(sql, table)),
          name,
        ).toEqual(trails);
      }
    });
  });

  test("changes many at once among their own alone", async () => {
    const place = newAccount();
    await inside(place, (account, sql) => {
      fill(account, sql, place.actor);
      const narrow = narrowActor(place.tenantId);
      const truth = truthOf(sql, "usr_1");
      const where = { field: "name", operator: "exists", value: true } as const;
      const changed = account.updateWhere(narrow, { collection: "contacts", where, data: { company: "Touched" } });
      expect(new Set(changed.docs.map(({ id }) => id))).toEqual(truth.contacts);
      expect(changed.matched).toBe(truth.contacts.size);
      const touched = sql.exec<{ id: string }>("SELECT id FROM contacts WHERE company = 'Touched'").toArray();
      expect(new Set(touched.map(({ id }) => id))).toEqual(truth.contacts);
    });
  });

  test("keeps what they make, and cannot take along what is somebody else's", async () => {
    const place = newAccount();
    await inside(place, (account, sql) => {
      const narrow = narrowActor(place.tenantId);
      const { id, owner } = account.createDocument(narrow, { collection: "contacts", data: { name: "New" } });
      expect(owner).toBe("usr_1");
      const other = account.createDocument(narrow, { collection: "contacts", data: { name: "New too" } }).id;
      addConversation(sql, other, { assignee: "usr_2" });
      for (const attempt of [
        () => account.deleteDocument(narrow, { collection: "contacts", id: other }),
        () => account.previewMerge(narrow, { id, other }),
        () => account.mergeContacts(narrow, { id, other, version: "x" }),
      ])
        expect(said(attempt)).toContain("forbidden");
      expect(account.listActivities(narrow, { contactId: other }).every((line) => line.conversationId === null)).toBe(
        true,
      );
      // Somebody else's number is refused, naming nobody.
      account.createDocument(place.actor, {
        collection: "contacts",
        data: { name: "Hidden Hans", phone: "+447700900999" },
      });
      const refused = said(() => account.addContactIdentity(narrow, { id, kind: "phone", value: "+447700900999" }));
      expect(refused).toContain("conflict");
      expect(refused).not.toContain("Hans");
    });
  });
});

/** Row counts of a trail. */
function rowsIn(sql: SqlStorage, table: string): number {
  return sql.exec<{ n: number }>(`SELECT count(*) AS n FROM ${table}`).one().n;
}

/** Everything that names a contact or a conversation, by what it does. */
function doorsOf(
  account: SubAccount,
  actor: Actor,
  mine: string,
): Record<string, (id: string, messageId: string) => unknown> {
  const send = { clientId: newId("message"), text: "Hello", private: true };
  return {
    "contact: read": (id) => account.getDocument(actor, { collection: "contacts", id }),
    "contact: change": (id) => account.updateDocument(actor, { collection: "contacts", id, data: { name: "X" } }),
    "contact: delete": (id) => account.deleteDocument(actor, { collection: "contacts", id }),
    "contact: timeline": (id) => account.listActivities(actor, { contactId: id }),
    "contact: preview a merge": (id) => account.previewMerge(actor, { id: mine, other: id }),
    "contact: merge": (id) => account.mergeContacts(actor, { id, other: mine, version: "x" }),
    "contact: undo a merge": (id) => account.undoMerge(actor, { id, mergeId: newId("merge") }),
    "contact: add an identity": (id) => account.addContactIdentity(actor, { id, kind: "email", value: "new@x.test" }),
    "contact: remove an identity": (id) => account.removeContactIdentity(actor, { id, identityId: newId("identity") }),
    "contact: tell apart": (id) => account.dismissDuplicate(actor, { id, other: mine }),
    "conversation: read": (id) => account.getDocument(actor, { collection: "conversations", id }),
    "conversation: messages": (id) =>
      account.listDocuments(actor, {
        collection: "messages",
        query: { ...parseListQuery(COLLECTIONS.messages, ""), within: id },
      }),
    "conversation: count messages": (id) =>
      account.countDocuments(actor, { collection: "messages", query: { where: null, within: id } }),
    "conversation: message": (_id, messageId) =>
      account.getDocument(actor, { collection: "messages", id: `${messageId}` }) && null,
    "conversation: change": (id) => account.updateConversation(actor, { id, status: "resolved" }),
    "conversation: mark read": (id) => account.markRead(actor, { id }),
    "conversation: write": (id) => account.sendMessage(actor, { conversationId: id, ...send }),
    "conversation: retry": (id, messageId) => account.retryMessage(actor, { conversationId: id, messageId }),
    "conversation: react": (id, messageId) =>
      account.reactToMessage(actor, { conversationId: id, messageId, emoji: "👍" }),
    "conversation: draft": (id) =>
      account.putDraft(actor, { conversationId: id, mode: "note", text: "x", attachments: [], baseVersion: 0 }),
    "conversation: drop a draft": (id) => account.deleteDraft(actor, { conversationId: id }),
    "conversation: ask AI": (id) => account.readThread(actor, { conversationId: id, withNotes: true }),
    "conversation: a file": (id, messageId) =>
      account.openAttachment(actor, { attachmentId: newId("attachment"), message: { conversationId: id, messageId } }),
  };
}
