import { describe, expect, it } from "vitest";
import { row, rows, type TestAccount, testAccount } from "../account.test-kit.ts";

const SECRET = "sealed-secret-4f2a";

describe("applying an integration", () => {
  it("holds the newest version, whatever order pushes come in", async () => {
    const account = testAccount();
    const answers = [];
    for (const [version, state] of [
      [2, "error"],
      [1, "connected"],
      [2, "disabled"],
      [3, "connected"],
    ] as const) {
      answers.push((await account.connect({ version, state, sealed: SECRET })).version);
    }
    expect(answers).toEqual([2, 2, 2, 3]);
    expect(await row(account, "SELECT state, version FROM integrations")).toEqual({ state: "connected", version: 3 });
    const told = await rows<{ body: string }>(account, "SELECT body FROM changes ORDER BY seq");
    // Reading the number's templates, which its alarm begins, may tell of it once more.
    expect(told.slice(0, 2).map(({ body }) => JSON.parse(body))).toMatchObject([
      { entity: "integration", op: "created", doc: { state: "error" } },
      { entity: "integration", op: "updated", doc: { state: "connected" } },
    ]);
  });

  it("tells nobody the credentials", async () => {
    const account = testAccount();
    await account.connect({ sealed: SECRET, open: { phoneNumberId: "1098" } });
    await account.stub.removeIntegration(account.system, { id: account.integrationId, version: 2 });
    const trails = await rows<{ text: string }>(
      account,
      "SELECT body AS text FROM changes UNION ALL SELECT coalesce(before, '') || coalesce(after, '') FROM audit",
    );
    expect(trails.length).toBeGreaterThanOrEqual(4);
    expect(trails.map(({ text }) => text).join("\n")).not.toContain(SECRET);
  });
});

describe("removing an integration", () => {
  it("forgets the credentials, fails what was queued with the reason, and keeps the conversations", async () => {
    const account = testAccount();
    await account.connect({ sealed: SECRET });
    await account.stub.ingest(account.system, { events: [account.message()] });
    const { id: conversationId } = await row<{ id: string }>(account, "SELECT id FROM conversations");
    // Rows as two sends leave them: one still waiting, one already handed to the provider.
    for (const [clientId, state, status] of [
      ["client-waiting", "queued", "queued"],
      ["client-sending", "sending", "sending"],
    ] as const) {
      const input = { conversationId, clientId, text: clientId, private: true };
      const { message } = await account.stub.sendMessage(account.user(), input);
      await rows(
        account,
        "UPDATE messages SET private = 0, type = 'text', status = ? WHERE id = ?",
        status,
        message.id,
      );
      await rows(
        account,
        "INSERT INTO outbox (message_id, conversation_id, integration_id, state, due_at, created_at) VALUES (?, ?, ?, ?, 4000000000000, ?)",
        message.id,
        conversationId,
        account.integrationId,
        state,
        // What waited since 1970 would be given up as soon as the alarm rings.
        Date.now(),
      );
    }
    expect(await account.stub.removeIntegration(account.system, { id: account.integrationId, version: 2 })).toEqual({
      version: 2,
    });
    expect(await rows(account, "SELECT * FROM integrations")).toEqual([]);
    expect(
      await rows(
        account,
        "SELECT client_id, status, error ->> '$.code' AS code FROM messages WHERE direction = 'out' ORDER BY seq",
      ),
    ).toEqual([
      { client_id: "client-waiting", status: "failed", code: "integration_removed" },
      { client_id: "client-sending", status: "sending", code: null },
    ]);
    expect(await rows(account, "SELECT state FROM outbox")).toEqual([{ state: "sending" }]);
    expect(await row(account, "SELECT count(*) AS n FROM conversations")).toEqual({ n: 1 });
    expect(
      await row(
        account,
        "SELECT after ->> '$.messagesFailed' AS failed FROM audit WHERE action = 'integration.removed'",
      ),
    ).toEqual({ failed: 1 });
  });

  it("stands against pushes that were under way, and is repeatable", async () => {
    const account = testAccount();
    const { integrationId: id } = account;
    await account.connect({ version: 1 });
    expect(await account.stub.removeIntegration(account.system, { id, version: 3 })).toEqual({ version: 3 });
    expect(await account.connect({ version: 2 })).toEqual({ version: 3 });
    expect(await account.stub.removeIntegration(account.system, { id, version: 3 })).toEqual({ version: 3 });
    expect(await rows(account, "SELECT * FROM integrations")).toEqual([]);
    expect(await account.connect({ version: 4 })).toEqual({ version: 4 });
    expect(await account.stub.removeIntegration(account.system, { id, version: 3 })).toEqual({ version: 4 });
    expect(await row(account, "SELECT version FROM integrations")).toEqual({ version: 4 });
  });
});

describe("installing again", () => {
  const open = (of: TestAccount) => row(of, "SELECT integration_id AS id, count(*) AS n FROM conversations");

  it("goes on with the conversations of the removed install, and still knows what was delivered before", async () => {
    const account = testAccount();
    await account.connect();
    const message = account.message();
    await account.stub.ingest(account.system, { events: [message] });
    await account.stub.removeIntegration(account.system, { id: account.integrationId, version: 2 });
    const next = testAccount(account.tenantId);
    await next.connect();
    expect(await open(next)).toEqual({ id: next.integrationId, n: 1 });
    const events = [{ ...message, integrationId: next.integrationId }, next.message({ text: "Are you back?" })];
    expect(await next.stub.ingest(next.system, { events })).toMatchObject({ stored: 1, duplicates: 1 });
    expect(await open(next)).toEqual({ id: next.integrationId, n: 1 });
  });

  it("leaves test mode's conversations to test mode", async () => {
    const account = testAccount();
    await account.connect({ sandbox: true });
    await account.stub.ingest(account.system, { events: [account.message()] });
    await account.stub.removeIntegration(account.system, { id: account.integrationId, version: 2 });
    const real = testAccount(account.tenantId);
    await real.connect({ sandbox: false });
    expect(await open(real)).toEqual({ id: account.integrationId, n: 1 });
  });
});
