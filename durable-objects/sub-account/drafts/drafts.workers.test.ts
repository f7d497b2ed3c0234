import { runInDurableObject } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import type { PutDraft } from "../../../schema/contracts/drafts.ts";
import { DRAFTS_A_PERSON_MAX } from "../../../schema/contracts/drafts.ts";
import { newId } from "../../../schema/ids.ts";
import { failure, holdOutbox, refusal, row, rows, testAccount, type TestAccount } from "../account.test-kit.ts";
import { type LiveClient, openSocket } from "../live/live-client.test-kit.ts";
import { DRAFT_KEPT_MS } from "./kept.ts";

async function withConversation(): Promise<{ account: TestAccount; id: string; messageId: string }> {
  const account = testAccount();
  await account.connect();
  await holdOutbox(account);
  await account.stub.ingest(account.system, { events: [account.message()] });
  const { id } = await row<{ id: string }>(account, "SELECT id FROM conversations");
  const { id: messageId } = await row<{ id: string }>(account, "SELECT id FROM messages");
  return { account, id, messageId };
}

function draft(conversationId: string, given: Partial<PutDraft> = {}): PutDraft & { conversationId: string } {
  return { conversationId, mode: "reply", text: "Half a", attachments: [], baseVersion: 0, ...given };
}

function told(client: LiveClient) {
  return client.heard.filter((message) => message.type === "draft");
}

describe("a draft", () => {
  it("is kept for the one who writes it, and changed on the version it was read at", async () => {
    const { account, id, messageId } = await withConversation();
    const grace = account.user();
    const first = await account.stub.putDraft(grace, draft(id, { replyTo: messageId }));
    expect(first).toMatchObject({ text: "Half a", mode: "reply", replyTo: { id: messageId, text: "Hello" } });
    const second = await account.stub.putDraft(grace, draft(id, { text: "Half a word", baseVersion: first.version }));
    expect(second.version).toBeGreaterThan(first.version);
    const note = await account.stub.putDraft(grace, draft(id, { mode: "note", text: "For us" }));
    expect(await account.stub.listDrafts(grace)).toEqual([note, second]);
    expect(await account.stub.listDrafts(account.user())).toEqual([]);
  });

  it("is never overwritten from an older version, nor after it was deleted and begun anew", async () => {
    const { account, id } = await withConversation();
    const grace = account.user();
    const { version } = await account.stub.putDraft(grace, draft(id));
    await account.stub.putDraft(grace, draft(id, { text: "Newer", baseVersion: version }));
    for (const baseVersion of [0, version]) {
      const refused = await failure(account.stub.putDraft(grace, draft(id, { text: "Late", baseVersion })));
      expect(refused).toMatchObject({ code: "conflict", items: [{ field: "baseVersion" }] });
    }
    expect(await refusal(account.stub.deleteDraft(grace, { conversationId: id, baseVersion: version }))).toBe(
      "conflict",
    );
    await account.stub.deleteDraft(grace, { conversationId: id });
    const anew = await account.stub.putDraft(grace, draft(id, { text: "Anew" }));
    expect(await refusal(account.stub.putDraft(grace, draft(id, { text: "Late", baseVersion: version })))).toBe(
      "conflict",
    );
    expect(await account.stub.listDrafts(grace)).toEqual([anew]);
  });

  it("is told to the same person's sockets, and to nobody else's", async () => {
    const { account, id } = await withConversation();
    const grace = account.user();
    const [laptop, phone] = [await openSocket(account, grace), await openSocket(account, grace)];
    const colleague = await openSocket(account, account.user());
    const kept = await account.stub.putDraft(grace, draft(id, { client: "laptop" }));
    await account.stub.deleteDraft(grace, { conversationId: id, mode: "reply", client: "laptop" });
    for (const client of [laptop, phone]) {
      await client.until(() => told(client).length === 2);
      expect(told(client)).toEqual([
        { type: "draft", conversationId: id, mode: "reply", draft: kept, client: "laptop" },
        { type: "draft", conversationId: id, mode: "reply", draft: null, client: "laptop" },
      ]);
    }
    // What comes after it has come: so nothing before it was lost on the way.
    await account.stub.updateConversation(grace, { id, status: "resolved" });
    await colleague.until(() => colleague.bodies.some((body) => body.includes("resolved")));
    expect(colleague.bodies.join("\n")).not.toContain("Half a");
    expect(told(colleague)).toEqual([]);
  });

  it("leaves nothing in the feed, the audit log or the timeline, which others read", async () => {
    const { account, id } = await withConversation();
    await account.stub.putDraft(account.user(), draft(id, { text: "Unsaid" }));
    for (const table of ["changes", "audit", "activities"])
      expect(JSON.stringify(await rows(account, `SELECT * FROM ${table}`))).not.toContain("Unsaid");
  });

  it("goes with the message it was written in, in one transaction; a later one stays", async () => {
    const { account, id } = await withConversation();
    const grace = account.user();
    const { version } = await account.stub.putDraft(grace, draft(id));
    const note = await account.stub.putDraft(grace, draft(id, { mode: "note" }));
    const socket = await openSocket(account, grace);
    const send = (given: object) =>
      account.stub.sendMessage(grace, {
        conversationId: id,
        clientId: newId("message"),
        text: "Hi",
        private: false,
        ...given,
      });
    // Somebody else's version, or one that was written over, is nothing to take away.
    await account.stub.sendMessage(account.user(), {
      conversationId: id,
      clientId: newId("message"),
      text: "Hi",
      private: false,
      draft: version,
    });
    await send({ draft: version + 100 });
    expect(await account.stub.listDrafts(grace)).toHaveLength(2);
    // A send that is refused leaves the draft.
    expect(await refusal(send({ draft: version, replyTo: "msg_none" }))).toBe("invalid");
    expect(await account.stub.listDrafts(grace)).toHaveLength(2);
    await send({ draft: version });
    expect(await account.stub.listDrafts(grace)).toEqual([note]);
    await socket.until(() => told(socket).length === 1);
    expect(told(socket)).toEqual([{ type: "draft", conversationId: id, mode: "reply", draft: null, client: null }]);
  });

  it("is refused to viewers, to machinery, and where it names what is not there", async () => {
    const { account, id } = await withConversation();
    const grace = account.user();
    expect(await refusal(account.stub.putDraft(account.user("subaccount_viewer"), draft(id)))).toBe("forbidden");
    expect(await refusal(account.stub.listDrafts(account.user("subaccount_viewer")))).toBe("forbidden");
    expect(await refusal(account.stub.putDraft(account.system, draft(id)))).toBe("forbidden");
    expect(await refusal(account.stub.putDraft(grace, draft("cnv_none")))).toBe("not_found");
    for (const [given, field] of [
      [{ replyTo: "msg_none" }, "replyTo"],
      [{ attachments: ["att_none"] }, "attachments"],
      [{ text: "x".repeat(10_001) }, "text"],
      [{ text: "" }, "text"],
    ] as const) {
      const refused = await failure(account.stub.putDraft(grace, draft(id, given as Partial<PutDraft>)));
      expect(refused).toMatchObject({ code: "invalid", items: [{ field }] });
    }
  });

  it("belongs to whoever sits at the keys, not to the person whose eyes they borrow", async () => {
    const { account, id } = await withConversation();
    const grace = account.user();
    const guest = {
      ...grace,
      impersonator: {
        impersonationId: "imp_1",
        userId: "usr_support",
        name: "Support",
        write: true,
        endsAt: Number.MAX_SAFE_INTEGER,
      },
    };
    const kept = await account.stub.putDraft(grace, draft(id, { text: "Private" }));
    expect(await account.stub.listDrafts(guest)).toEqual([]);
    const socket = await openSocket(account, guest);
    await account.stub.putDraft(grace, draft(id, { text: "Still private", baseVersion: kept.version }));
    await account.stub.updateConversation(grace, { id, status: "resolved" });
    await socket.until(() => socket.bodies.some((body) => body.includes("resolved")));
    expect(told(socket)).toEqual([]);
  });

  it("ends with the person's access, with the conversation, and after thirty days", async () => {
    const { account, id } = await withConversation();
    const [grace, ada] = [account.user(), account.user()];
    await account.stub.putDraft(grace, draft(id));
    await account.stub.putDraft(ada, draft(id));
    await account.stub.endUser(account.system, { userId: grace.userId });
    expect(await account.stub.listDrafts(grace)).toEqual([]);
    expect(await account.stub.listDrafts(ada)).toHaveLength(1);
    await rows(account, `UPDATE drafts SET updated_at = ${Date.now() - DRAFT_KEPT_MS - 1_000}`);
    await runInDurableObject(account.stub, (object) => object.alarm());
    expect(await account.stub.listDrafts(ada)).toEqual([]);
    await account.stub.putDraft(ada, draft(id));
    const { contact_id } = await row<{ contact_id: string }>(account, "SELECT contact_id FROM conversations");
    const admin = account.user("subaccount_admin");
    const socket = await openSocket(account, ada);
    await account.stub.deleteDocument(admin, { collection: "contacts", id: contact_id });
    expect(await account.stub.listDrafts(ada)).toEqual([]);
    await socket.until(() => told(socket).length === 1);
    expect(told(socket)).toEqual([{ type: "draft", conversationId: id, mode: "reply", draft: null, client: null }]);
  });

  it("makes room for a new one by the one left alone the longest", async () => {
    const { account, id } = await withConversation();
    const grace = account.user();
    await rows(
      account,
      `INSERT INTO conversations (id, channel, integration_id, contact_id, status, last_message_at, sandbox, created_at, updated_at)
       SELECT 'cnv_' || n.value, channel, 'int_' || n.value, contact_id, status, 1, 0, 1, 1
       FROM conversations, json_each('${JSON.stringify([...Array(DRAFTS_A_PERSON_MAX).keys()])}') n`,
    );
    for (let n = 0; n < DRAFTS_A_PERSON_MAX; n++) await account.stub.putDraft(grace, draft(`cnv_${n}`));
    await account.stub.putDraft(grace, draft(id));
    const all = await account.stub.listDrafts(grace);
    expect(all).toHaveLength(DRAFTS_A_PERSON_MAX);
    expect(all.map(({ conversationId }) => conversationId)).not.toContain("cnv_0");
  });
});
