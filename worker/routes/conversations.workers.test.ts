import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { addConversation } from "../../durable-objects/sub-account/collections/account.test-kit.ts";
import { subAccount } from "../../durable-objects/stubs.ts";
import { pageOf } from "../../schema/contracts/common.ts";
import { Conversation } from "../../schema/contracts/conversations.ts";
import { Message } from "../../schema/contracts/messages.ts";
import { call, type Call, type Cast, makeCast } from "../security/cast.test-kit.ts";

let cast: Cast;
beforeAll(async () => {
  cast = await makeCast();
});

const api = async (path: string, options: Call = {}) => {
  const response = await call(`/api${path}`, {
    token: cast.people.subaccount_admin.token,
    tenant: cast.tenants.alder.id,
    ...options,
  });
  return {
    status: response.status,
    body: await response.json<
      { doc: { id: string } & Record<string, unknown>; docs: { id: string }[] } & Record<string, unknown>
    >(),
  };
};

let suffix = 10_000;

/** A contact with a conversation on a connected number, its window open. */
async function converse(name: string, messages = 3): Promise<{ contact: string; conversation: string }> {
  const { body } = await api("/contacts", {
    method: "POST",
    body: { name, phone: `+4477009${(suffix += 1)}` },
  });
  const contact = body.doc.id;
  const conversation = await runInDurableObject(subAccount(env, cast.tenants.alder.id), (_account, { storage }) => {
    const id = addConversation(storage.sql, contact, { messages, unread: messages, labels: ["vip"] });
    storage.sql.exec(
      `INSERT OR IGNORE INTO integrations (id, module, state, config, open, sealed, sandbox, version, updated_at)
       VALUES ('int_connected', 'whatsapp', 'connected', '{}', '{}', '', 1, 1, 1)`,
    );
    storage.sql.exec(
      "UPDATE conversations SET integration_id = 'int_connected', window_expires_at = ? WHERE id = ?",
      Date.now() + 3_600_000,
      id,
    );
    return id;
  });
  return { contact, conversation };
}

describe("/api/conversations", () => {
  test("lists, filters, reads, counts", async () => {
    const { contact, conversation } = await converse("Philippa Énorme");
    const list = async (search: string) => pageOf(Conversation).parse((await api(`/conversations?${search}`)).body);
    const page = await list(
      `where[or][0][contact.name][like]=${encodeURIComponent("énorme phil")}&where[or][1][contact.phone][contains]=none`,
    );
    expect(page).toMatchObject({
      totalDocs: 1,
      docs: [
        {
          id: conversation,
          contact: { id: contact, name: "Philippa Énorme" },
          unread: 3,
          lastMessage: { text: "message 0" },
        },
      ],
    });
    expect(
      (
        await list(
          `where[contact][equals]=${contact}&where[labels][equals]=vip&where[unread][greater_than]=2&where[assignee][exists]=false`,
        )
      ).docs,
    ).toHaveLength(1);
    expect((await list(`where[contact][equals]=${contact}&where[status][equals]=resolved`)).docs).toEqual([]);
    expect((await api(`/conversations/count?where[contact][equals]=${contact}`)).body).toEqual({ totalDocs: 1 });
    expect(Conversation.parse((await api(`/conversations/${conversation}`)).body)).toEqual(page.docs[0]);
    expect((await api("/conversations/cnv_none")).status).toBe(404);
    expect((await api("/labels")).body).toEqual({ docs: ["vip"] });
  });

  test("opens by contact: the same one each time", async () => {
    const { contact, conversation } = await converse("Opened");
    const opened = await api("/conversations", { method: "POST", body: { channel: "whatsapp", contact } });
    expect(opened).toMatchObject({ status: 201, body: { doc: { id: conversation } } });
    for (const body of [
      {},
      { channel: "whatsapp" },
      { channel: "pigeon", contact },
      { channel: "whatsapp", contact, to: "+447700900123" },
    ]) {
      expect((await api("/conversations", { method: "POST", body })).status).toBe(400);
    }
    expect(
      (await api("/conversations", { method: "POST", body: { channel: "whatsapp", contact: "con_none" } })).status,
    ).toBe(404);
  });

  test("assigns to whoever can act here, resolves, labels, marks as read", async () => {
    const { conversation } = await converse("Assigned");
    const patch = (body: object, options: Call = {}) =>
      api(`/conversations/${conversation}`, { method: "PATCH", body, ...options });
    expect(
      await patch({ assignee: cast.people.agency_member.id, status: "resolved", labels: ["a", "b"] }),
    ).toMatchObject({
      status: 200,
      body: { doc: { assignee: cast.people.agency_member.id, status: "resolved", labels: ["a", "b"] } },
    });
    expect(await patch({ assignee: null })).toMatchObject({ status: 200, body: { doc: { assignee: null } } });
    for (const assignee of [cast.people.cedarAdmin.id, "usr_none"]) {
      expect(await patch({ assignee })).toMatchObject({ status: 400, body: { errors: [{ field: "assignee" }] } });
    }
    expect(await patch({ status: "snoozed" })).toMatchObject({ status: 400, body: { errors: [{ field: "status" }] } });
    expect((await patch({ status: "open" }, { token: cast.people.subaccount_viewer.token })).status).toBe(403);
    expect(await api(`/conversations/${conversation}/read`, { method: "POST" })).toMatchObject({
      status: 200,
      body: { doc: { unread: 0 } },
    });
    expect((await api("/conversations/cnv_none/read", { method: "POST" })).status).toBe(404);
  });
});

describe("/api/conversations/:id/messages", () => {
  test("pages back from a message", async () => {
    const { conversation } = await converse("Paged", 7);
    const page = (search: string) => api(`/conversations/${conversation}/messages${search}`);
    const all = pageOf(Message).parse((await page("")).body);
    expect(all).toMatchObject({ totalDocs: 7, hasNextPage: false });
    const times = all.docs.map(({ createdAt }) => createdAt);
    expect(times).toEqual([...times].sort().reverse());
    const older = pageOf(Message).parse((await page(`?limit=4&before=${all.docs[2]?.id}&pagination=false`)).body);
    expect(older.docs).toEqual(all.docs.slice(3));
    expect(await page("?before=msg_none")).toMatchObject({ status: 400, body: { errors: [{ field: "before" }] } });
    expect((await api("/conversations/cnv_none/messages")).status).toBe(404);
  });

  test("sends once for each client id: 201, then 200 with the same message", async () => {
    const { conversation } = await converse("Sent");
    const send = (body: object) => api(`/conversations/${conversation}/messages`, { method: "POST", body });
    const first = await send({ clientId: `client_${conversation}`, text: "Hello" });
    expect(first).toMatchObject({
      status: 201,
      body: { doc: { direction: "out", text: "Hello", status: "queued", clientId: `client_${conversation}` } },
    });
    const second = await send({ clientId: `client_${conversation}`, text: "Hello" });
    expect(second).toMatchObject({ status: 200, body: { doc: { id: first.body.doc.id } } });
    const note = await send({ clientId: `note_${conversation}`, text: "Between us", private: true });
    expect(note).toMatchObject({ status: 201, body: { doc: { type: "note", private: true } } });
    for (const body of [
      {},
      { clientId: "short", text: "x" },
      { clientId: "long_enough", text: "  " },
      { clientId: "long_enough", text: 7 },
    ]) {
      expect((await send(body)).status).toBe(400);
    }
    const retry = await api(`/conversations/${conversation}/messages/${note.body.doc.id}/retry`, { method: "POST" });
    expect(retry).toMatchObject({ status: 409, body: { errors: [{ code: "conflict" }] } });
    expect((await api(`/conversations/${conversation}/messages/msg_none/retry`, { method: "POST" })).status).toBe(404);
  });
});
