import { describe, expect, it } from "vitest";
import { CHANNEL_RULES } from "../../../schema/channels.ts";
import { newId } from "../../../schema/ids.ts";
import { holdOutbox, refusal, row, rows, testAccount, type TestAccount } from "../account.test-kit.ts";

/** An account with one open conversation in which a customer has just written. */
async function withConversation(): Promise<{ account: TestAccount; id: string }> {
  const account = testAccount();
  await account.connect();
  await holdOutbox(account);
  await account.stub.ingest(account.system, { events: [account.message()] });
  return { account, ...(await row<{ id: string }>(account, "SELECT id FROM conversations")) };
}

function reply(conversationId: string, given: { clientId?: string; text?: string; private?: boolean } = {}) {
  return { conversationId, clientId: crypto.randomUUID(), text: "With pleasure", private: false, ...given };
}

describe("sending", () => {
  it("queues a reply once, however often its client id comes", async () => {
    const { account, id } = await withConversation();
    const actor = account.user("subaccount_member", { name: "Grace" });
    const input = reply(id, { clientId: "client-id-1" });
    const answers = await Promise.all(Array.from({ length: 5 }, () => account.stub.sendMessage(actor, input)));
    expect(answers.filter(({ created }) => created)).toHaveLength(1);
    expect(new Set(answers.map(({ message }) => message.id)).size).toBe(1);
    expect(answers[0]?.message).toMatchObject({
      conversationId: id,
      direction: "out",
      type: "text",
      text: "With pleasure",
      clientId: "client-id-1",
      author: { type: "user", id: actor.userId, name: "Grace" },
    });
    expect(await row(account, "SELECT count(*) AS n FROM messages WHERE direction = 'out'")).toEqual({ n: 1 });
    expect(await row(account, "SELECT count(*) AS n FROM audit WHERE action = 'message.sent'")).toEqual({ n: 1 });
  });

  it("refuses a client id that another conversation used", async () => {
    const { account, id } = await withConversation();
    await account.stub.sendMessage(account.user(), reply(id, { clientId: "client-id-1" }));
    // Another text, or the same one as a note, is another message.
    for (const given of [{ text: "Something else" }, { private: true }]) {
      const input = reply(id, { clientId: "client-id-1", ...given });
      expect(await refusal(account.stub.sendMessage(account.user(), input))).toBe("conflict");
    }
    const other = await account.stub.openConversation(account.user(), { channel: "whatsapp", to: "+44 20 7946 0958" });
    expect(await refusal(account.stub.sendMessage(account.user(), reply(other.id, { clientId: "client-id-1" })))).toBe(
      "conflict",
    );
  });

  it("has read what came before, as far as the unread count goes", async () => {
    const { account, id } = await withConversation();
    await account.stub.sendMessage(account.user(), reply(id, { private: true }));
    expect(await row(account, "SELECT unread FROM conversations")).toEqual({ unread: 1 });
    await account.stub.sendMessage(account.user(), reply(id));
    expect(
      await row(
        account,
        "SELECT unread, (SELECT value FROM counters WHERE name = 'unread') AS total FROM conversations",
      ),
    ).toEqual({
      unread: 0,
      total: 0,
    });
  });

  it("needs an open window and a connected channel, a note neither", async () => {
    const { account, id } = await withConversation();
    await rows(account, "UPDATE conversations SET window_expires_at = ?", Date.now());
    expect(await refusal(account.stub.sendMessage(account.user(), reply(id)))).toBe("window_closed");
    await account.connect({ state: "disabled", version: 2 });
    expect(await refusal(account.stub.sendMessage(account.user(), reply(id)))).toBe("channel_unavailable");
    const { message } = await account.stub.sendMessage(
      account.user(),
      reply(id, { private: true, text: "Call back on Monday" }),
    );
    expect(message).toMatchObject({ type: "note", private: true, status: "sent" });
    expect(await rows(account, "SELECT * FROM outbox")).toEqual([]);
  });

  it("refuses what is no message, naming the field, and who may not send", async () => {
    const { account, id } = await withConversation();
    expect(await refusal(account.stub.sendMessage(account.user(), reply(id, { text: "  " })))).toBe("invalid");
    expect(await refusal(account.stub.sendMessage(account.user(), reply(id, { clientId: "short" })))).toBe("invalid");
    expect(await refusal(account.stub.sendMessage(account.user(), reply("cnv_none")))).toBe("not_found");
    expect(await refusal(account.stub.sendMessage(account.user("subaccount_viewer"), reply(id)))).toBe("forbidden");
    expect(await row(account, "SELECT count(*) AS n FROM messages WHERE direction = 'out'")).toEqual({ n: 0 });
  });

  it("leaves no trace of a write that fails half-way", async () => {
    const { account, id } = await withConversation();
    const before = await rows(
      account,
      "SELECT (SELECT count(*) FROM changes) AS changes, (SELECT max(seq) FROM messages) AS messages",
    );
    await rows(account, "CREATE TRIGGER audit_broken BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'no room'); END");
    await expect(account.stub.sendMessage(account.user(), reply(id)).then(String, String)).resolves.toContain(
      "no room",
    );
    expect(
      await rows(
        account,
        "SELECT (SELECT count(*) FROM changes) AS changes, (SELECT max(seq) FROM messages) AS messages",
      ),
    ).toEqual(before);
    expect(await rows(account, "SELECT * FROM outbox")).toEqual([]);
    await rows(account, "DROP TRIGGER audit_broken");
    await account.stub.sendMessage(account.user(), reply(id));
    const seqs = await rows<{ seq: number }>(account, "SELECT seq FROM changes ORDER BY seq");
    expect(seqs.map(({ seq }) => seq)).toEqual(seqs.map((_, index) => index + 1));
  });
});

describe("retrying", () => {
  async function withMessage(status: string) {
    const { account, id } = await withConversation();
    const { message } = await account.stub.sendMessage(account.user(), reply(id));
    await rows(account, "UPDATE messages SET status = ?, error = '{}' WHERE id = ?", status, message.id);
    await rows(account, "DELETE FROM outbox");
    return { account, ids: { conversationId: id, messageId: message.id } };
  }

  it("queues anew what failed or whose fate is unknown, and says so", async () => {
    for (const status of ["failed", "unknown"]) {
      const { account, ids } = await withMessage(status);
      const message = await account.stub.retryMessage(account.user(), ids);
      expect(message.status).toBe("queued");
      expect(message.error).toBeUndefined();
      expect(
        await row(account, "SELECT detail ->> '$.was' AS was FROM activities WHERE type = 'message.retried'"),
      ).toEqual({ was: status });
      expect(await row(account, "SELECT count(*) AS n FROM audit WHERE action = 'message.retried'")).toEqual({ n: 1 });
    }
  });

  it("refuses anything else", async () => {
    for (const status of ["queued", "sending", "sent", "delivered", "read"]) {
      const { account, ids } = await withMessage(status);
      expect(await refusal(account.stub.retryMessage(account.user(), ids))).toBe("conflict");
    }
    const { account, ids } = await withMessage("failed");
    expect(await refusal(account.stub.retryMessage(account.user("subaccount_viewer"), ids))).toBe("forbidden");
    expect(await refusal(account.stub.retryMessage(account.user(), { ...ids, messageId: "msg_none" }))).toBe(
      "not_found",
    );
    expect(await refusal(account.stub.retryMessage(account.user(), { ...ids, conversationId: "cnv_none" }))).toBe(
      "not_found",
    );
    await rows(account, "UPDATE conversations SET window_expires_at = 1");
    expect(await refusal(account.stub.retryMessage(account.user(), ids))).toBe("window_closed");
  });
});

describe("opening", () => {
  it("finds or makes the contact of a number, and one conversation with them", async () => {
    const { account, id } = await withConversation();
    expect(
      (await account.stub.openConversation(account.user(), { channel: "whatsapp", to: "+49 (1511) 234-5678" })).id,
    ).toBe(id);
    const opened = await Promise.all(
      Array.from({ length: 5 }, () =>
        account.stub.openConversation(account.user(), { channel: "whatsapp", to: "0044 20 7946 0958" }),
      ),
    );
    expect(new Set(opened.map((conversation) => conversation.id)).size).toBe(1);
    expect(opened[0]).toMatchObject({
      channel: "whatsapp",
      status: "open",
      unread: 0,
      lastMessage: null,
      windowExpiresAt: null,
      contact: { name: "+442079460958", phone: "+442079460958" },
    });
    expect(await row(account, "SELECT count(*) AS n FROM audit WHERE action = 'conversation.created'")).toEqual({
      n: 1,
    });
  });

  it("opens with a contact that has a way to be reached", async () => {
    const { account } = await withConversation();
    const reachable = await account.stub.createDocument(account.user(), {
      collection: "contacts",
      data: { name: "Ada", phone: "+442079460958" },
    });
    const opened = await account.stub.openConversation(account.user(), { channel: "whatsapp", contact: reachable.id });
    expect(opened.contact.id).toBe(reachable.id);
    const silent = await account.stub.createDocument(account.user(), {
      collection: "contacts",
      data: { name: "Byron" },
    });
    expect(
      await refusal(account.stub.openConversation(account.user(), { channel: "whatsapp", contact: silent.id })),
    ).toBe("invalid");
    expect(
      await refusal(account.stub.openConversation(account.user(), { channel: "whatsapp", contact: "con_none" })),
    ).toBe("not_found");
    expect(await refusal(account.stub.openConversation(account.user(), { channel: "whatsapp", to: "000000" }))).toBe(
      "invalid",
    );
  });

  it("needs a connected channel and the right to send", async () => {
    const account = testAccount();
    expect(
      await refusal(account.stub.openConversation(account.user(), { channel: "whatsapp", to: "+442079460958" })),
    ).toBe("channel_unavailable");
    await account.connect({ state: "error" });
    expect(
      await refusal(account.stub.openConversation(account.user(), { channel: "whatsapp", to: "+442079460958" })),
    ).toBe("channel_unavailable");
    expect(
      await refusal(
        account.stub.openConversation(account.user("subaccount_viewer"), { channel: "whatsapp", to: "+442079460958" }),
      ),
    ).toBe("forbidden");
    expect(await rows(account, "SELECT * FROM contacts")).toEqual([]);
  });

  it("stays with the number a person was last spoken to through", async () => {
    const account = testAccount();
    await account.connect();
    await account.connect({ id: "int_first_of_all" });
    const event = account.message();
    await account.stub.ingest(account.system, { events: [event] });
    const opened = await account.stub.openConversation(account.user(), { channel: "whatsapp", to: "+4915112345678" });
    expect(opened.integrationId).toBe(account.integrationId);
  });
});

describe("working on a conversation", () => {
  it("resolves, assigns and labels, each with its line, and stays silent when nothing changes", async () => {
    const { account, id } = await withConversation();
    const actor = account.user();
    const patch = { status: "resolved" as const, assignee: actor.userId, labels: ["VIP", "billing", "VIP"] };
    const updated = await account.stub.updateConversation(actor, { id, ...patch });
    expect(updated).toMatchObject({ status: "resolved", assignee: actor.userId, labels: ["VIP", "billing"] });
    const trails =
      "SELECT (SELECT count(*) FROM activities) AS activities, (SELECT count(*) FROM changes) AS changes, (SELECT count(*) FROM audit) AS audit";
    const before = await row(account, trails);
    await account.stub.updateConversation(actor, { id, ...patch });
    expect(await row(account, trails)).toEqual(before);
    await account.stub.updateConversation(actor, { id, assignee: null, labels: ["billing"] });
    const lines = await rows<{ type: string; detail: string }>(
      account,
      "SELECT type, detail FROM activities WHERE actor_id = ? ORDER BY id",
      actor.userId,
    );
    expect(lines.map(({ type, detail }) => [type, JSON.parse(detail)])).toEqual([
      ["conversation.resolved", {}],
      ["conversation.assigned", { from: null, to: actor.userId }],
      ["conversation.labelled", { added: ["VIP", "billing"], removed: [] }],
      ["conversation.unassigned", { from: actor.userId, to: null }],
      ["conversation.labelled", { added: [], removed: ["VIP"] }],
    ]);
    expect(await account.stub.listLabels(actor)).toEqual(["billing"]);
  });

  it("marks read for everyone, but not on behalf of those who only look", async () => {
    const { account, id } = await withConversation();
    expect(await refusal(account.stub.markRead(account.user("subaccount_viewer"), { id }))).toBe("forbidden");
    expect((await account.stub.markRead(account.user(), { id })).unread).toBe(0);
    expect((await account.stub.markRead(account.user(), { id })).unread).toBe(0);
    expect(await row(account, "SELECT count(*) AS n FROM audit WHERE action = 'conversation.read'")).toEqual({ n: 1 });
  });

  it("answers a conversation of another account as missing", async () => {
    const { id } = await withConversation();
    const { account } = await withConversation();
    const actor = account.user();
    expect(await refusal(account.stub.updateConversation(actor, { id, status: "resolved" }))).toBe("not_found");
    expect(await refusal(account.stub.markRead(actor, { id }))).toBe("not_found");
  });

  it("counts what there is", async () => {
    const { account, id } = await withConversation();
    await account.stub.openConversation(account.user(), { channel: "whatsapp", to: "+442079460958" });
    await account.stub.updateConversation(account.user(), { id, status: "resolved" });
    expect(await account.stub.stats(account.user("subaccount_viewer"))).toEqual({
      contacts: 2,
      conversations: 2,
      open: 1,
      resolved: 1,
      messages: 1,
      unread: 1,
    });
  });
});

describe("the audit trail", () => {
  it("is for those who may see it, newest first, in pages", async () => {
    const { account, id } = await withConversation();
    const actor = account.user("subaccount_admin", { requestId: newId("request") });
    await account.stub.markRead(actor, { id });
    await account.stub.updateConversation(actor, { id, status: "resolved" });
    const {
      rows: [first, second],
    } = await account.stub.listAudit(actor, { filters: {}, limit: 2 });
    expect(first).toMatchObject({
      action: "conversation.updated",
      entityId: id,
      actorType: "user",
      actorId: actor.userId,
      via: "session",
      before: JSON.stringify({ status: "open" }),
      after: JSON.stringify({ status: "resolved" }),
      requestId: actor.requestId,
    });
    const before = { at: first?.at ?? 0, id: first?.id ?? "" };
    const next = await account.stub.listAudit(actor, { filters: {}, limit: 1, before });
    expect(next.rows[0]).toEqual(second);
    const member = account.user("subaccount_member");
    expect(await refusal(account.stub.listAudit(member, { filters: {}, limit: 2 }))).toBe("forbidden");
  });
});

describe("the time a channel gives people alone", () => {
  it("is a person's, and not that of what acts by itself", async () => {
    const account = testAccount();
    await account.connect({ module: "instagram" });
    await holdOutbox(account);
    const { windowMs, personMs } = CHANNEL_RULES.instagram;
    const person = { ids: [{ kind: "instagram" as const, value: "6120", display: "6120" }] };
    const at = Date.now() - windowMs - 1_000;
    await account.stub.ingest(account.system, { events: [account.message({ channel: "instagram", person, at })] });
    const { id } = await row<{ id: string }>(account, "SELECT id FROM conversations");
    expect(await refusal(account.stub.sendMessage(account.system, reply(id)))).toBe("window_closed");
    expect((await account.stub.sendMessage(account.user(), reply(id))).message.status).toBe("queued");
    await rows(account, "UPDATE conversations SET window_expires_at = ?", Date.now() - personMs + windowMs);
    expect(await refusal(account.stub.sendMessage(account.user(), reply(id)))).toBe("window_closed");
  });
});
