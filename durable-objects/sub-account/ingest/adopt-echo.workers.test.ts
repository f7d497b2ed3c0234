import { beforeEach, describe, expect, it } from "vitest";
import type { InboundMessage, InboundStatus } from "../../../schema/inbound/event.ts";
import { holdOutbox, row, rows, type TestAccount, testAccount } from "../account.test-kit.ts";

const AT = Date.now() - 60_000;
const DAY = 86_400_000;
const MINUTES = 60_000;
let account: TestAccount;
let conversationId: string;
/** The conversation of a message from Ada, through a connected number whose outbox does not move. */
beforeEach(async () => {
  account = testAccount();
  await account.connect();
  await holdOutbox(account);
  await account.stub.ingest(account.system, { events: [account.message()] });
  ({ id: conversationId } = await row<{ id: string }>(account, "SELECT id FROM conversations"));
});

/** A message of ours whose fate is open, with what is told of it changed. Answers its id. */
async function open(change: Record<string, string | number | null> = {}): Promise<string> {
  const clientId = crypto.randomUUID();
  const draft = { conversationId, clientId, text: "Hi", private: false };
  const { message } = await account.stub.sendMessage(account.user(), draft);
  for (const [column, value] of Object.entries({ status: "sending", created_at: AT, ...change }))
    await rows(account, `UPDATE messages SET ${column} = ? WHERE id = ?`, value, message.id);
  return message.id;
}

const told = (id: string) =>
  row<{ status: string; external_id: string | null }>(
    account,
    "SELECT status, external_id FROM messages WHERE id = ?",
    id,
  );
const count = async () => (await row<{ n: number }>(account, "SELECT count(*) AS n FROM messages")).n;

describe("an echo", () => {
  const echo = (given: Partial<InboundMessage> = {}) =>
    account.message({ direction: "out", at: AT, text: "Hi", externalId: "mid.1", mayBeOurs: true, ...given });

  it.each<[Record<string, string | number | null>, Partial<InboundMessage>]>([
    [{}, {}],
    [{ status: "unknown" }, {}],
    [{ text: " Hi\n" }, { text: "Hi " }],
    [{ text: null }, { text: "" }],
    [{ text: "" }, { text: null }],
    [{ type: "document" }, { type: "file" }],
    [{ type: "file" }, { type: "document" }],
    [{ type: "image" }, { type: "image" }],
    [{ created_at: AT - DAY }, {}],
    [{ created_at: AT + 5 * MINUTES }, {}],
  ])("of a message that is %j, saying %j, settles it", async (ours, theirs) => {
    const id = await open(ours);
    const before = await count();
    const result = await account.stub.ingest(account.system, { events: [echo(theirs)] });
    expect(result).toMatchObject({ stored: 0, duplicates: 1 });
    expect(await told(id)).toEqual({ status: "sent", external_id: "mid.1" });
    expect(await count()).toBe(before);
  });

  it.each<[Record<string, string | number | null>, Partial<InboundMessage>]>([
    [{}, { mayBeOurs: false }],
    [{}, { text: "Hi!" }],
    [{ text: null }, { text: "null" }],
    [{ type: "image" }, { type: "file" }],
    [{ type: "document" }, { type: "image" }],
    [{ status: "queued" }, {}],
    [{ status: "failed" }, {}],
    [{ direction: "in" }, {}],
    [{ private: 1 }, {}],
    [{ external_id: "mid.0" }, {}],
    [{ integration_id: "int_other" }, {}],
    [{ created_at: AT - DAY - 1 }, {}],
    [{ created_at: AT + 5 * MINUTES + 1 }, {}],
    [{}, { person: { ids: [{ kind: "whatsapp", value: "4915100000009", display: "4915100000009" }] } }],
    [{}, { integrationId: "int_other" }],
  ])("of none that is %j, saying %j, is a message of its own", async (ours, theirs) => {
    const id = await open(ours);
    const before = await told(id);
    const result = await account.stub.ingest(account.system, { events: [echo(theirs)] });
    expect(result).toMatchObject({ stored: 1, duplicates: 0 });
    expect(await told(id)).toEqual(before);
  });

  it("is of the oldest that says the same, and each echo of another", async () => {
    const ids = [
      await open({ created_at: AT - 1 }),
      await open({ created_at: AT - 2 }),
      await open({ created_at: AT - 2 }),
    ];
    const events = ["mid.1", "mid.2", "mid.3", "mid.4"].map((externalId) => echo({ externalId }));
    expect(await account.stub.ingest(account.system, { events })).toMatchObject({ stored: 1, duplicates: 3 });
    const given = await Promise.all(ids.map(async (id) => (await told(id)).external_id));
    expect(given).toEqual(["mid.3", "mid.1", "mid.2"]);
    expect(await rows(account, "SELECT text FROM messages WHERE external_id = 'mid.4'")).toEqual([{ text: "Hi" }]);
  });

  it("is looked for among fifty", async () => {
    const id = await open({ created_at: AT, text: "The last" });
    const fill = (n: number, id: string) =>
      rows(
        account,
        `WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ?)
         INSERT INTO messages (id, conversation_id, integration_id, direction, type, private, text, status, author, created_at, updated_at)
         SELECT id || n || ?, conversation_id, integration_id, direction, type, private, 'Another', status, author, created_at - 1, updated_at
         FROM messages, n WHERE id = ?`,
        n,
        String(n),
        id,
      );
    await fill(49, id);
    const first = echo({ text: "The last" });
    expect(await account.stub.ingest(account.system, { events: [first] })).toMatchObject({ duplicates: 1 });
    await rows(account, "UPDATE messages SET status = 'sent' WHERE text = 'Another'");
    const other = await open({ created_at: AT, text: "The very last" });
    await fill(50, other);
    const second = echo({ text: "The very last", externalId: "mid.2" });
    expect(await account.stub.ingest(account.system, { events: [second] })).toMatchObject({ stored: 1 });
    expect(await told(other)).toMatchObject({ status: "sending" });
  });
});

describe("a status", () => {
  const say = (given: Partial<InboundStatus> = {}) => account.status("wamid.1", "delivered", given);
  const error = { code: "1", message: "No.", retryable: false };
  const early = () => rows(account, "SELECT external_id, status, nullif(error, 'null') AS error FROM early_statuses");

  it.each<[Record<string, string | number | null>, { echo?: boolean; status?: InboundStatus["status"] }, object]>([
    [{ external_id: "wamid.1" }, {}, { status: "delivered", external_id: "wamid.1" }],
    [{}, { echo: true }, { status: "delivered", external_id: "wamid.1" }],
    [{ external_id: "wamid.1" }, { echo: true, status: "read" }, { status: "read", external_id: "wamid.1" }],
    [{ past_external_ids: '["wamid.0"]' }, { echo: true }, { status: "delivered", external_id: "wamid.1" }],
    // An attempt that was retried since, a second copy of it, what a customer wrote, and what left by another number.
    [{ past_external_ids: '["wamid.0","wamid.1"]' }, { echo: true }, { status: "sending", external_id: null }],
    [{ external_id: "wamid.2" }, { echo: true }, { status: "sending", external_id: "wamid.2" }],
    [{ external_id: "wamid.1", direction: "in" }, {}, { status: "sending", external_id: "wamid.1" }],
  ])("of one that is %j, by %j, leaves it %j", async (ours, { echo, status = "delivered" }, after) => {
    const id = await open(ours);
    const event = account.status("wamid.1", status, echo ? { echoId: id } : {});
    expect(await account.stub.ingest(account.system, { events: [event] })).toMatchObject({ statuses: 1 });
    expect(await told(id)).toEqual(after);
    expect(await early()).toEqual([]);
  });

  it.each<[Record<string, string | number | null>, boolean]>([
    [{}, false],
    [{ integration_id: "int_other" }, true],
    [{ integration_id: "int_other", external_id: "wamid.1" }, false],
  ])("of one that is %j, by its echo %j, waits for its message", async (ours, echo) => {
    const id = await open(ours);
    const before = await told(id);
    await account.stub.ingest(account.system, { events: [say({ error, ...(echo ? { echoId: id } : {}) })] });
    expect(await told(id)).toEqual(before);
    expect(await early()).toEqual([{ external_id: "wamid.1", status: "delivered", error: JSON.stringify(error) }]);
  });

  it("tells why one failed", async () => {
    const id = await open({ external_id: "wamid.1" });
    await account.stub.ingest(account.system, { events: [account.status("wamid.1", "failed", { error })] });
    expect(await row(account, "SELECT status, error FROM messages WHERE id = ?", id)).toEqual({
      status: "failed",
      error: JSON.stringify(error),
    });
  });

  it("that holds for earlier ones raises them: up to its message, or to its own time where that is not here", async () => {
    const { person: earlierWith } = account.message();
    const at = (seconds: number, external_id: string) =>
      open({ created_at: AT + seconds * 1_000, status: "sent", external_id });
    const ids = [await at(1, "wamid.a"), await at(2, "wamid.b"), await at(3, "wamid.c"), await at(4, "wamid.d")];
    const standing = async () => (await Promise.all(ids.map(told))).map(({ status }) => status);
    const read = (externalId: string, given: Partial<InboundStatus>) =>
      account.stub.ingest(account.system, { events: [account.status(externalId, "read", given)] });
    await read("wamid.b", {});
    expect(await standing()).toEqual(["sent", "read", "sent", "sent"]);
    await read("wamid.b", { earlierWith });
    expect(await standing()).toEqual(["read", "read", "sent", "sent"]);
    const stranger = { ids: [{ kind: "whatsapp" as const, value: "4915100000009", display: "4915100000009" }] };
    await read("wamid.nobody", { earlierWith: stranger, at: AT + 9_000 });
    await read("wamid.nobody", { at: AT + 9_000 });
    expect(await standing()).toEqual(["read", "read", "sent", "sent"]);
    await read("wamid.nobody", { earlierWith, at: AT + 3_000 });
    expect(await standing()).toEqual(["read", "read", "read", "sent"]);
    expect(await rows(account, "SELECT id FROM contacts")).toHaveLength(1);
  });
});
