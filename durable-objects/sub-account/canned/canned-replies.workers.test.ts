import { describe, expect, it } from "vitest";
import { CANNED_REPLIES_MAX } from "../../../schema/canned/limits.ts";
import { failure, holdOutbox, refusal, row, rows, testAccount, type TestAccount } from "../account.test-kit.ts";
import { openSocket } from "../live/live-client.test-kit.ts";

const collection = "canned-replies";
const HOURS = { shortcut: "Hours", title: "Opening hours", text: "Hi {{contact.first_name}}, we open at nine." };

async function withConversation(): Promise<{ account: TestAccount; conversation: string }> {
  const account = testAccount();
  await account.connect();
  await holdOutbox(account);
  await account.stub.ingest(account.system, { events: [account.message()] });
  const { id } = await row<{ id: string }>(account, "SELECT id FROM conversations");
  return { account, conversation: id };
}

describe("canned replies", () => {
  it("are made by who manages settings, read by the team, and heard by every tab", async () => {
    const account = testAccount();
    const admin = account.user("subaccount_admin");
    const socket = await openSocket(account, account.user());
    const made = await account.stub.createDocument(admin, { collection, data: { ...HOURS, uses: 99 } });
    expect(made).toMatchObject({ shortcut: "hours", uses: 0, createdBy: admin.userId });
    await account.stub.updateDocument(admin, { collection, id: made.id, data: { title: "When we open" } });
    await account.stub.deleteDocument(admin, { collection, id: made.id });
    await socket.until(() => socket.seqs.length === 3);
    expect(
      socket.heard.flatMap((message) => (message.type === "change" ? [[message.entity, message.op]] : [])),
    ).toEqual([
      ["canned_reply", "created"],
      ["canned_reply", "updated"],
      ["canned_reply", "deleted"],
    ]);
    expect(await rows(account, "SELECT action FROM audit ORDER BY at, id")).toEqual([
      { action: "canned_reply.created" },
      { action: "canned_reply.updated" },
      { action: "canned_reply.deleted" },
    ]);
  });

  it("are changed by nobody else", async () => {
    const account = testAccount();
    const { id } = await account.stub.createDocument(account.user("subaccount_admin"), { collection, data: HOURS });
    for (const role of ["subaccount_member", "subaccount_viewer"] as const) {
      const actor = account.user(role);
      expect(await refusal(account.stub.createDocument(actor, { collection, data: HOURS }))).toBe("forbidden");
      expect(await refusal(account.stub.updateDocument(actor, { collection, id, data: {} }))).toBe("forbidden");
      expect(await refusal(account.stub.deleteDocument(actor, { collection, id }))).toBe("forbidden");
      expect(await account.stub.getDocument(actor, { collection, id, depth: 0, select: null })).toMatchObject({ id });
    }
  });

  it.each([
    ["a shortcut with a space", { shortcut: "opening hours" }, "shortcut"],
    ["a shortcut of 41", { shortcut: "x".repeat(41) }, "shortcut"],
    ["an empty shortcut", { shortcut: " " }, "shortcut"],
    ["no title", { title: "" }, "title"],
    ["a text of 4,001", { text: "x".repeat(4_001) }, "text"],
    ["an empty text", { text: " \n" }, "text"],
    ["a broken template", { text: "Hi {{contact.name" }, "text"],
    ["an unknown variable", { text: "Hi {{contact.shoe_size}}" }, "text"],
    ["an unknown filter", { text: "Hi {{contact.name | shout}}" }, "text"],
  ])("refuse %s, new and changed", async (_what, given, field) => {
    const account = testAccount();
    const admin = account.user("subaccount_admin");
    const { id } = await account.stub.createDocument(admin, { collection, data: HOURS });
    const data = { ...HOURS, shortcut: "other", ...given };
    const made = await failure(account.stub.createDocument(admin, { collection, data }));
    const changed = await failure(account.stub.updateDocument(admin, { collection, id, data: given }));
    for (const refused of [made, changed]) expect(refused).toMatchObject({ code: "invalid", items: [{ field }] });
  });

  it("have one shortcut each, in any case", async () => {
    const account = testAccount();
    const admin = account.user("subaccount_admin");
    await account.stub.createDocument(admin, { collection, data: HOURS });
    const { id } = await account.stub.createDocument(admin, { collection, data: { ...HOURS, shortcut: "else" } });
    const taken = { code: "conflict", items: [{ field: "shortcut" }] };
    expect(
      await failure(account.stub.createDocument(admin, { collection, data: { ...HOURS, shortcut: "HOURS" } })),
    ).toMatchObject(taken);
    expect(
      await failure(account.stub.updateDocument(admin, { collection, id, data: { shortcut: "hourS" } })),
    ).toMatchObject(taken);
    expect(await account.stub.updateDocument(admin, { collection, id, data: { shortcut: "ELSE" } })).toMatchObject({
      shortcut: "else",
    });
  });

  it("are not more than an account may have", async () => {
    const account = testAccount();
    const admin = account.user("subaccount_admin");
    await account.stub.stats(admin);
    const numbers = JSON.stringify([...Array(CANNED_REPLIES_MAX).keys()]);
    await rows(
      account,
      `INSERT INTO canned_replies SELECT 'cnd_' || value, 's' || value, 't', 'x', 0, 'usr_1', 1, 1 FROM json_each('${numbers}')`,
    );
    expect(await refusal(account.stub.createDocument(admin, { collection, data: HOURS }))).toBe("conflict");
  });
});

describe("filling one in", () => {
  it("says what the conversation knows, marks what it does not, counts a use and sends nothing", async () => {
    const { account, conversation } = await withConversation();
    const admin = account.user("subaccount_admin");
    const text =
      "{{contact.name}} ({{contact.first_name}}) {{contact.phone}} {{contact.email}} {{agent.name}} {{account.name}}";
    const { id } = await account.stub.createDocument(admin, { collection, data: { ...HOURS, text } });
    const grace = account.user("subaccount_member", { name: "Grace" });
    expect(await account.stub.renderCannedReply(grace, { id, conversation, accountName: "Casa Lumen" })).toEqual({
      text: "Ada Lovelace (Ada) +4915112345678 [e-mail] Grace Casa Lumen",
      missing: ["contact.email"],
    });
    expect(await account.stub.getDocument(grace, { collection, id, depth: 0, select: null })).toMatchObject({
      uses: 1,
    });
    expect(await row(account, "SELECT count(*) AS n FROM messages")).toEqual({ n: 1 });
    expect(await row(account, "SELECT count(*) AS n FROM audit WHERE action = 'canned_reply.used'")).toEqual({ n: 1 });
  });

  it("takes no template from a customer's name", async () => {
    const account = testAccount();
    await account.connect();
    const person = {
      ids: [{ kind: "whatsapp" as const, value: "4915112345678", display: "49" }],
      name: "{{agent.name}}",
    };
    await account.stub.ingest(account.system, { events: [account.message({ person })] });
    const { id: conversation } = await row<{ id: string }>(account, "SELECT id FROM conversations");
    const admin = account.user("subaccount_admin");
    const { id } = await account.stub.createDocument(admin, {
      collection,
      data: { ...HOURS, text: "Hi {{contact.name}}" },
    });
    const { text } = await account.stub.renderCannedReply(admin, { id, conversation, accountName: "x" });
    expect(text).toBe("Hi {{agent.name}}");
  });

  it("is for who may send, in a conversation that is there", async () => {
    const { account, conversation } = await withConversation();
    const admin = account.user("subaccount_admin");
    const { id } = await account.stub.createDocument(admin, { collection, data: HOURS });
    const input = { id, conversation, accountName: "x" };
    expect(await refusal(account.stub.renderCannedReply(account.user("subaccount_viewer"), input))).toBe("forbidden");
    expect(await refusal(account.stub.renderCannedReply(admin, { ...input, id: "cnd_none" }))).toBe("not_found");
    expect(await refusal(account.stub.renderCannedReply(admin, { ...input, conversation: "cnv_none" }))).toBe(
      "not_found",
    );
  });
});
