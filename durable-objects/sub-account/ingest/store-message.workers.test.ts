import { runInDurableObject } from "cloudflare:test";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CHANNEL_RULES } from "../../../schema/channels.ts";
import type { MessageContent } from "../../../schema/contracts/message-content.ts";
import type { InboundEvent, InboundMessage } from "../../../schema/inbound/event.ts";
import { row, rows, type TestAccount, testAccount } from "../account.test-kit.ts";

const NOW = Date.now();
const HOUR = 3_600_000;
let account: TestAccount;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
  account = testAccount();
});
afterEach(() => {
  vi.useRealTimers();
});

const ingest = (...events: InboundEvent[]) => account.stub.ingest(account.system, { events });
/** Ingests one message and reads, in the same turn of the object, before its alarm fetches anything. */
const kept = (given: Partial<InboundMessage>, sql: string) =>
  runInDurableObject(account.stub, (object, ctx) => {
    const message = account.message(given);
    object.ingest(account.system, { events: [message] });
    return ctx.storage.sql.exec(sql).toArray();
  });
const MESSAGES =
  "SELECT type, text, status, external_id, author, placeholder, nullif(content, 'null') AS content, raw FROM messages ORDER BY seq";

describe("a message's row", () => {
  it("says what came, cut to its bounds", async () => {
    const content: MessageContent = { location: { latitude: 1, longitude: 2 } };
    const long = { type: "t".repeat(61), text: null, placeholder: "p".repeat(2_501), raw: "r".repeat(32_769) };
    const [first] = await kept({ ...long, content, externalId: "wamid.1" }, MESSAGES);
    expect(first).toEqual({
      type: "t".repeat(60),
      text: null,
      status: "received",
      external_id: "wamid.1",
      author: expect.stringContaining('"type":"contact"'),
      placeholder: `${"p".repeat(2_499)}…`,
      content: JSON.stringify(content),
      raw: "r".repeat(32_768),
    });
    const [, plain] = await kept({}, MESSAGES);
    expect(plain).toMatchObject({ type: "text", text: "Hello", placeholder: null, content: null, raw: null });
  });

  it.each([
    [Number.NaN, NOW],
    [Number.POSITIVE_INFINITY, NOW],
    [0, NOW],
    [-5, NOW],
    [1, 1],
    [1_500.7, 1_500],
    [NOW, NOW],
    [NOW + HOUR, NOW],
  ])("takes the provider's %d for %d", async (at, taken) => {
    expect(await kept({ at }, "SELECT created_at, updated_at FROM messages")).toEqual([
      { created_at: taken, updated_at: NOW },
    ]);
  });

  it("names its author, and leaves a line on the timeline under them", async () => {
    await ingest(
      account.message({ direction: "out", text: "From the phone" }),
      account.message({ text: "From Ada" }),
      account.message({ text: null, type: "location", system: true }),
    );
    const [{ id: contactId }] = (await rows<{ id: string }>(account, "SELECT id FROM contacts")) as [{ id: string }];
    const found = await rows<{ id: string; author: string }>(account, "SELECT id, author FROM messages ORDER BY seq");
    const ada = { type: "contact", id: contactId, name: "Ada Lovelace" };
    expect(found.map(({ author }) => JSON.parse(author) as unknown)).toEqual([
      { type: "business", id: account.integrationId, name: "Your business" },
      ada,
      { type: "system", id: account.integrationId, name: "WhatsApp" },
    ]);
    const lines = await rows<{ type: string; actor_type: string; actor_id: string; detail: string }>(
      account,
      "SELECT type, actor_type, actor_id, detail FROM activities WHERE type LIKE 'message.%' ORDER BY rowid",
    );
    const line = (at: number, type: string, [actor_type, actor_id]: [string, string], preview: string) => ({
      type,
      actor_type,
      actor_id,
      detail: JSON.stringify({ messageId: found[at]!.id, channel: "whatsapp", preview }),
    });
    expect(lines).toEqual([
      line(0, "message.echoed", ["system", "webhook"], "From the phone"),
      line(1, "message.received", ["contact", contactId], "From Ada"),
      line(2, "message.received", ["contact", contactId], "Location"),
    ]);
    // Who opened it: nobody of ours, when the business wrote first.
    expect(await row(account, "SELECT actor_type FROM activities WHERE type = 'conversation.opened'")).toEqual({
      actor_type: "system",
    });
  });

  it("has the reply find it, whichever comes first", async () => {
    const asked = account.message();
    const reply = () => account.message({ replyToExternalId: asked.externalId });
    await ingest(reply(), asked, reply());
    const [early, question, late] = await rows<{ id: string; reply_to: string }>(
      account,
      "SELECT id, reply_to FROM messages ORDER BY seq",
    );
    expect([early?.reply_to, late?.reply_to]).toEqual([question?.id, question?.id]);
  });

  it.each([
    ["sent", "sent", null],
    ["delivered", "delivered", null],
    ["failed", "failed", { code: "1", message: "No.", retryable: false }],
  ] as const)("of an echo takes up a %s that overtook it", async (told, status, error) => {
    const echo = account.message({ direction: "out" });
    await ingest(account.status(echo.externalId, told, error === null ? {} : { error }), echo);
    expect(await row(account, "SELECT status, nullif(error, 'null') AS error FROM messages")).toEqual({
      status,
      error: error && JSON.stringify(error),
    });
    expect(await rows(account, "SELECT * FROM early_statuses")).toEqual([]);
  });

  it("of a customer takes up no status: none speaks of it", async () => {
    const message = account.message();
    await ingest(account.status(message.externalId, "read"), message);
    expect(await row(account, "SELECT status FROM messages")).toEqual({ status: "received" });
  });
});

interface ConversationSql extends Record<string, SqlStorageValue> {
  status: string;
  unread: number;
  last_message_at: number;
  window_expires_at: number | null;
}
const CONVERSATION = "SELECT status, unread, last_message_at, window_expires_at FROM conversations";

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

describe("a conversation", () => {
  const STATE = "SELECT unread, status, window_expires_at, last_message_at FROM conversations";

  it.each([
    [{ past: true }, { unread: 0, window_expires_at: null }],
    [{ system: true }, { unread: 0, window_expires_at: null }],
    [{ direction: "out" as const }, { unread: 0, window_expires_at: null }],
    [{}, { unread: 1, window_expires_at: NOW - HOUR + CHANNEL_RULES.whatsapp.windowMs }],
  ])("with a message that is %j has %j", async (given, state) => {
    expect(await kept({ at: NOW - HOUR, ...given }, STATE)).toEqual([
      { status: "open", last_message_at: NOW - HOUR, ...state },
    ]);
  });

  it("once resolved, stays so over what the past and the provider say", async () => {
    await ingest(account.message());
    const [found] = await rows<{ id: string }>(account, "SELECT id FROM conversations");
    await account.stub.updateConversation(account.user(), { id: found!.id, status: "resolved" });
    const REOPENED = "SELECT contact_id IS NOT NULL AS whose, detail FROM activities WHERE type LIKE '%reopened'";
    for (const given of [{ past: true }, { system: true }])
      expect((await kept(given, STATE))[0], JSON.stringify(given)).toMatchObject({ status: "resolved", unread: 1 });
    expect(await rows(account, REOPENED)).toEqual([]);
    expect((await kept({}, STATE))[0]).toMatchObject({ status: "open", unread: 2 });
    expect(await row(account, REOPENED)).toEqual({ whose: 1, detail: '{"because":"customer_wrote"}' });
  });

  it("shows the later of two messages of the same moment, and answers by the number written from last", async () => {
    const ids = (value: string) => ({ ids: [{ kind: "whatsapp" as const, value, display: value }] });
    const [one, two] = ["4915100000001", "4915100000002"];
    const both = { ids: [...ids(one).ids, ...ids(two).ids] };
    const by = "SELECT i.value FROM conversations c JOIN identities i ON i.id = c.identity_id";
    await ingest(account.message({ person: both, at: NOW - 1 }));
    expect(await kept({ person: ids(two), at: NOW - 1 }, by)).toEqual([{ value: two }]);
    expect(await kept({ person: ids(one), direction: "out" }, by)).toEqual([{ value: two }]);
    expect(await kept({ person: ids(one), text: "last" }, by)).toEqual([{ value: one }]);
    const newest = "SELECT text FROM messages JOIN conversations ON last_message_id = messages.id";
    expect(await kept({ person: ids(one), text: "later", at: NOW - 1 }, newest)).toEqual([{ text: "last" }]);
    expect(await kept({ person: ids(one), text: "the very last", at: NOW }, newest)).toEqual([
      { text: "the very last" },
    ]);
  });

  it("of a sandbox install is marked so", async () => {
    expect(await kept({}, "SELECT sandbox FROM conversations")).toEqual([{ sandbox: 0 }]);
    account = testAccount();
    await account.connect({ sandbox: true });
    expect(await kept({}, "SELECT sandbox FROM conversations")).toEqual([{ sandbox: 1 }]);
  });

  it("is told of once in a batch, as made when it was, and as changed after", async () => {
    const heard = async () =>
      (await rows<{ body: string }>(account, "SELECT body FROM changes ORDER BY seq"))
        .map(({ body }) => JSON.parse(body) as { entity: string; op: string; also?: { entity: string; op: string }[] })
        .flatMap((change) => [change, ...(change.also ?? [])])
        .filter(({ entity }) => entity === "conversation")
        .map(({ op }) => op);
    const [first, second] = [account.message(), account.message({ direction: "out" })];
    await ingest(first, second, account.status(second.externalId, "read"), account.message());
    expect(await heard()).toEqual(["created"]);
    await ingest(account.message(), account.message());
    expect(await heard()).toEqual(["created", "updated"]);
  });
});

describe("where a contact came from", () => {
  const referral = (given: object) => ({ content: { referral: given } as MessageContent });

  it.each([
    [{}, "WhatsApp"],
    [{ content: {} }, "WhatsApp"],
    [referral({}), "Link"],
    [referral({ sourceType: "ad" }), "Ad"],
    [referral({ sourceType: "post", sourceUrl: "https://a.test" }), "Post: https://a.test"],
    [referral({ sourceType: "x", sourceId: "7", sourceUrl: "u" }), "Link: 7"],
    [referral({ sourceType: "ad", ref: "r", sourceId: "7" }), "Ad: r"],
    [referral({ sourceType: "ad", headline: "h".repeat(200), ref: "r" }), `Ad: ${"h".repeat(115)}…`],
  ])("%j is %s", async (given, source) => {
    expect(await kept(given, "SELECT source FROM contacts")).toEqual([{ source }]);
  });

  it("stands on the timeline with what the advertiser calls it, and only that", async () => {
    const told = { sourceType: "ad", sourceId: "7", sourceUrl: "u", headline: "h", clickId: "c", ref: "r" };
    await ingest(account.message(), account.message(referral({ ...told, body: "not kept" })));
    await ingest(account.message(referral({ clickId: "c" })));
    const lines = await rows<{ contact_id: string; conversation_id: string; detail: string }>(
      account,
      "SELECT contact_id, conversation_id, detail FROM activities WHERE type = 'contact.referred' ORDER BY rowid",
    );
    const places = await rows(account, "SELECT contact_id, id AS conversation_id FROM conversations");
    const messages = await rows<{ id: string }>(account, "SELECT id FROM messages ORDER BY seq");
    expect(lines.map(({ detail, ...place }) => ({ ...place, detail: JSON.parse(detail) as unknown }))).toEqual([
      { ...places[0], detail: { messageId: messages[1]!.id, ...told } },
      { ...places[0], detail: { messageId: messages[2]!.id, clickId: "c" } },
    ]);
  });

  it("has a nameless person of Instagram asked for, once", async () => {
    const person = { ids: [{ kind: "instagram" as const, value: "77", display: "77" }] };
    const asked = "SELECT person_id, due_at FROM profile_lookups";
    expect(await kept({ channel: "instagram", person }, asked)).toEqual([{ person_id: "77", due_at: NOW }]);
    await rows(account, "DELETE FROM profile_lookups");
    expect(await kept({ channel: "instagram", person }, asked)).toEqual([]);
  });

  it("notes by which merged number a message came", async () => {
    await ingest(account.message());
    await rows(account, "UPDATE identities SET merge_id = 'mrg_1'");
    const arrivals =
      "SELECT m.text, i.merge_id FROM merge_arrivals a JOIN messages m ON m.id = a.message_id JOIN identities i ON i.id = a.identity_id";
    expect(await kept({ text: "Again" }, arrivals)).toEqual([{ text: "Again", merge_id: "mrg_1" }]);
  });
});
