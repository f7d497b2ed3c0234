import { describe, expect, it } from "vitest";
import { CHANNEL_RULES } from "../../../schema/channels.ts";
import { INBOUND_TEXT_MAX_CHARACTERS } from "../../../schema/inbound/event.ts";
import { failure, refusal, row, rows, testAccount } from "../account.test-kit.ts";
import { Change } from "../../../schema/realtime/down.ts";

interface ConversationSql extends Record<string, SqlStorageValue> {
  status: string;
  unread: number;
  last_message_at: number;
  window_expires_at: number | null;
}
const CONVERSATION = "SELECT status, unread, last_message_at, window_expires_at FROM conversations";

describe("storing messages", () => {
  it("stores one message once, however often it comes, also within one batch", async () => {
    const account = testAccount();
    const message = account.message();
    const first = await account.stub.ingest(account.system, { events: [message, message, account.message()] });
    expect(first).toMatchObject({ stored: 2, duplicates: 1, statuses: 0 });
    expect(await account.stub.ingest(account.system, { events: [message] })).toMatchObject({
      stored: 0,
      duplicates: 1,
      statuses: 0,
    });
    expect(await row(account, "SELECT unread, (SELECT count(*) FROM messages) AS messages FROM conversations")).toEqual(
      {
        unread: 2,
        messages: 2,
      },
    );
    expect(await rows(account, "SELECT name, value FROM counters WHERE value <> 0 ORDER BY name")).toEqual(
      expect.arrayContaining([
        { name: "contacts", value: 1 },
        { name: "conversations", value: 1 },
        { name: "conversations.open", value: 1 },
        { name: "messages", value: 2 },
        { name: "unread", value: 2 },
      ]),
    );
  });

  it("keeps the same external id of two numbers apart", async () => {
    const account = testAccount();
    const message = account.message();
    const other = { ...message, integrationId: "int_other" };
    expect((await account.stub.ingest(account.system, { events: [message, other] })).stored).toBe(2);
    expect(await row(account, "SELECT count(*) AS n FROM conversations")).toEqual({ n: 2 });
    expect(await row(account, "SELECT count(*) AS n FROM contacts")).toEqual({ n: 1 });
  });

  it("makes one contact and one conversation of ten concurrent first messages", async () => {
    const account = testAccount();
    const results = await Promise.all(
      Array.from({ length: 10 }, () => account.stub.ingest(account.system, { events: [account.message()] })),
    );
    expect(results.map(({ stored }) => stored)).toEqual(Array.from({ length: 10 }, () => 1));
    expect(
      await row(
        account,
        "SELECT (SELECT count(*) FROM contacts) AS contacts, count(*) AS conversations, unread FROM conversations",
      ),
    ).toEqual({ contacts: 1, conversations: 1, unread: 10 });
  });

  it("stores a post of 1,000 updates", async () => {
    const account = testAccount();
    const events = Array.from({ length: 1_000 }, (_, n) =>
      account.message({
        person: { ids: [{ kind: "whatsapp", value: `49151${1_000 + (n % 50)}`, display: `49151${1_000 + (n % 50)}` }] },
      }),
    );
    expect(await account.stub.ingest(account.system, { events })).toMatchObject({
      stored: 1_000,
      duplicates: 0,
      statuses: 0,
    });
    expect(await row(account, "SELECT count(*) AS n, sum(unread) AS unread FROM conversations")).toEqual({
      n: 50,
      unread: 1_000,
    });
  });

  it("stores the neighbours of an event that cannot be stored, and asks for delivery again", async () => {
    const account = testAccount();
    const broken = { ...account.message(), text: 5 as unknown as string };
    const events = [account.message(), broken, account.message()];
    const { message } = await failure(account.stub.ingest(account.system, { events }));
    expect(message).toBe("1 of 3 events were not stored");
    expect(await row(account, "SELECT count(*) AS n FROM messages")).toEqual({ n: 2 });
    expect(await row(account, "SELECT unread FROM conversations")).toEqual({ unread: 2 });
  });

  it("cuts and marks a text that is too long, keeping emoji whole", async () => {
    const account = testAccount();
    await account.stub.ingest(account.system, { events: [account.message({ text: "🙂".repeat(20_000) })] });
    const { text } = await row<{ text: string }>(account, "SELECT text FROM messages");
    expect(text.length).toBeLessThanOrEqual(INBOUND_TEXT_MAX_CHARACTERS);
    expect(text).toMatch(/^(🙂)+… \(cut: the original is longer\)$/u);
  });

  it("treats keys that name an object's own machinery as any other text", async () => {
    const account = testAccount();
    const names = ["__proto__", "constructor", "toString", "hasOwnProperty"];
    const events = names.map((name) =>
      account.message({
        externalId: name,
        text: name,
        type: name,
        person: { ids: [{ kind: "bsuid", value: name, display: name }], name },
      }),
    );
    expect((await account.stub.ingest(account.system, { events })).stored).toBe(4);
    expect(await rows(account, "SELECT name FROM contacts ORDER BY name")).toEqual(
      names.sort().map((name) => ({ name })),
    );
    expect((await account.stub.ingest(account.system, { events })).duplicates).toBe(4);
  });

  it("points a reply at our message, or at the provider's id of one we never had", async () => {
    const account = testAccount();
    const first = account.message();
    await account.stub.ingest(account.system, {
      events: [
        first,
        account.message({ replyToExternalId: first.externalId }),
        account.message({ replyToExternalId: "wamid.before" }),
      ],
    });
    const [stored, answer, orphan] = await rows<{ id: string; reply_to: string }>(
      account,
      "SELECT id, reply_to FROM messages ORDER BY seq",
    );
    expect(answer?.reply_to).toBe(stored?.id);
    expect(orphan?.reply_to).toBe("wamid.before");
  });

  it("leaves an activity, changes for every row and one audit row", async () => {
    const account = testAccount();
    await account.stub.ingest(account.system, { events: [account.message()] });
    const bodies = await rows<{ body: string }>(account, "SELECT body FROM changes ORDER BY seq");
    const changes = bodies.map(({ body }) => Change.parse(JSON.parse(body)));
    expect(changes.map(({ seq }) => seq)).toEqual(changes.map((_, index) => index + 1));
    const said = ({ entity, op }: Pick<Change, "entity" | "op">) => `${entity} ${op}`;
    // Lines of the timeline go along with what they tell of, and so does the conversation with its message.
    expect(changes.map((change) => [change, ...(change.also ?? [])].map(said))).toEqual([
      ["contact created", "activity created", "activity created"],
      ["message created", "activity created", "conversation created"],
    ]);
    expect(await rows(account, "SELECT type, actor_type FROM activities ORDER BY id")).toEqual([
      { type: "contact.created", actor_type: "system" },
      { type: "conversation.opened", actor_type: "contact" },
      { type: "message.received", actor_type: "contact" },
    ]);
    expect(await row(account, "SELECT action, entity_id, actor_id FROM audit")).toEqual({
      action: "integration.received",
      entity_id: account.integrationId,
      actor_id: "webhook",
    });
  });

  it("lets no person in", async () => {
    const account = testAccount();
    expect(await refusal(account.stub.ingest(account.user("subaccount_admin"), { events: [account.message()] }))).toBe(
      "forbidden",
    );
  });
});

describe("the conversation a message moves", () => {
  it("counts, opens the window and reopens for customers only", async () => {
    const account = testAccount();
    const now = Date.now();
    await account.stub.ingest(account.system, { events: [account.message({ direction: "out", at: now - 10_000 })] });
    expect(await row<ConversationSql>(account, CONVERSATION)).toEqual({
      status: "open",
      unread: 0,
      last_message_at: now - 10_000,
      window_expires_at: null,
    });
    expect(await row(account, "SELECT status, author FROM messages")).toMatchObject({ status: "sent" });

    await account.stub.ingest(account.system, { events: [account.message({ at: now - 9_000 })] });
    const { id } = await row<{ id: string }>(account, "SELECT id FROM conversations");
    await account.stub.updateConversation(account.user(), { id, status: "resolved" });
    await account.stub.ingest(account.system, { events: [account.message({ direction: "out", at: now - 8_000 })] });
    expect(await row<ConversationSql>(account, CONVERSATION)).toEqual({
      status: "resolved",
      unread: 1,
      last_message_at: now - 8_000,
      window_expires_at: now - 9_000 + CHANNEL_RULES.whatsapp.windowMs,
    });

    await account.stub.ingest(account.system, { events: [account.message({ at: now - 7_000 })] });
    expect(await row<ConversationSql>(account, CONVERSATION)).toEqual({
      status: "open",
      unread: 2,
      last_message_at: now - 7_000,
      window_expires_at: now - 7_000 + CHANNEL_RULES.whatsapp.windowMs,
    });
    expect(await rows(account, "SELECT type FROM activities WHERE type = 'conversation.reopened'")).toHaveLength(1);
  });

  it("never moves back for a message that comes late", async () => {
    const account = testAccount();
    const now = Date.now();
    await account.stub.ingest(account.system, { events: [account.message({ at: now - 1_000, text: "newest" })] });
    await account.stub.ingest(account.system, { events: [account.message({ at: now - 60_000, text: "late" })] });
    expect(await row<ConversationSql>(account, CONVERSATION)).toMatchObject({
      unread: 2,
      last_message_at: now - 1_000,
      window_expires_at: now - 1_000 + CHANNEL_RULES.whatsapp.windowMs,
    });
    expect(await row(account, "SELECT text FROM messages JOIN conversations ON last_message_id = messages.id")).toEqual(
      { text: "newest" },
    );
  });

  it("takes a time from the future for now", async () => {
    const account = testAccount();
    const before = Date.now();
    await account.stub.ingest(account.system, { events: [account.message({ at: before + 3_600_000 })] });
    const { last_message_at, window_expires_at } = await row<ConversationSql>(account, CONVERSATION);
    expect(last_message_at).toBeGreaterThanOrEqual(before);
    expect(last_message_at).toBeLessThanOrEqual(Date.now());
    expect(window_expires_at).toBe(last_message_at + CHANNEL_RULES.whatsapp.windowMs);
  });
});
