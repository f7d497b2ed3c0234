import { runInDurableObject } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { INBOUND_TEXT_MAX_CHARACTERS, type InboundNotice } from "../../../schema/inbound/event.ts";
import { failure, refusal, row, rows, type TestAccount, testAccount } from "../account.test-kit.ts";
import { Change } from "../../../schema/realtime/down.ts";

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
    const alone = await failure(account.stub.ingest(account.system, { events: [broken] }));
    expect(alone.message).toBe("1 of 1 events were not stored");
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

describe("what a batch comes to", () => {
  it("counts each event once, and writes one audit row for each number", async () => {
    const account = testAccount();
    await account.connect();
    const audits = () =>
      rows<{ entity_id: string; after: string }>(
        account,
        "SELECT entity_id, after FROM audit WHERE action = 'integration.received' ORDER BY seq",
      );
    const [first, second] = [account.message(), account.message({ integrationId: "int_other" })];
    const change = { targetExternalId: first.externalId, direction: "in", at: Date.now() } as const;
    const base = { channel: "whatsapp", integrationId: account.integrationId } as const;
    const edit = { kind: "edit", ...base, externalId: "e", ...change, text: "Hello!" } as const;
    const notice = { kind: "notice", ...base, externalId: "n", at: 1, level: "info", type: "t", text: "x" } as const;
    const [id] = first.person.ids;
    const to = { ...id!, value: "4915100000009", display: "4915100000009" };
    const identity = { kind: "identity", ...base, externalId: "i", at: 1, from: id!, to } as const;
    const events = [first, second, account.status("wamid.0", "sent"), edit, notice, identity];
    const each = { stored: 2, duplicates: 0, statuses: 1, changes: 1, identities: 1, notices: 1 };
    expect(await account.stub.ingest(account.system, { events })).toEqual(each);
    const of = async (integrationId: string) => {
      const found = await rows<{ id: string }>(
        account,
        "SELECT id FROM messages WHERE integration_id = ?",
        integrationId,
      );
      return found.map((message) => message.id);
    };
    const [contact] = await rows<{ id: string }>(account, "SELECT id FROM contacts");
    expect((await audits()).map(({ entity_id, after }) => [entity_id, JSON.parse(after) as unknown])).toEqual([
      [
        account.integrationId,
        { messages: await of(account.integrationId), contacts: [contact!.id], statuses: 1, changes: 1, notices: 1 },
      ],
      ["int_other", { messages: await of("int_other"), contacts: [], statuses: 0, changes: 0, notices: 0 }],
    ]);
    // All of it again: the status alone is none the wiser.
    const again = { stored: 0, duplicates: 5, statuses: 1, changes: 0, identities: 0, notices: 0 };
    expect(await account.stub.ingest(account.system, { events })).toEqual(again);
    expect(JSON.parse((await audits()).at(-1)!.after)).toEqual({
      messages: [],
      contacts: [],
      statuses: 1,
      changes: 0,
      notices: 0,
    });
  });

  it("commits two hundred at a time", async () => {
    const account = testAccount();
    const events = Array.from({ length: 401 }, () => account.message());
    await account.stub.ingest(account.system, { events });
    const found = await rows<{ after: string }>(account, "SELECT after FROM audit ORDER BY seq");
    const sizes = found.map(({ after }) => (JSON.parse(after) as { messages: string[] }).messages.length);
    expect(sizes).toEqual([200, 200, 1]);
  });
});

describe("a notice", () => {
  const notice = (account: TestAccount, given: Partial<InboundNotice> = {}): InboundNotice => ({
    kind: "notice",
    channel: "whatsapp",
    integrationId: account.integrationId,
    externalId: "n",
    at: 5,
    level: "warning",
    type: "review",
    text: "Look here",
    ...given,
  });
  const kept = (account: TestAccount) =>
    rows(account, "SELECT id, integration_id, external_id, level, type, text, at FROM notices ORDER BY at, id");

  it("is kept within its bounds, and the integration is told of anew", async () => {
    const account = testAccount();
    const now = Date.now();
    await account.connect();
    const long = notice(account, { type: "t".repeat(61), text: "x".repeat(1_001), at: now + 3_600_000 });
    // In one turn of the object: its templates' first reading, which its alarm begins, is told of as well.
    const told = await runInDurableObject(account.stub, (object, { storage }) => {
      const { last } = storage.sql.exec<{ last: number }>("SELECT max(seq) AS last FROM changes").one();
      object.ingest(account.system, { events: [long] });
      return storage.sql.exec<{ body: string }>("SELECT body FROM changes WHERE seq > ?", last).toArray();
    });
    expect(told.map(({ body }) => JSON.parse(body) as unknown)).toMatchObject([
      { entity: "integration", op: "updated", id: account.integrationId, doc: { module: "whatsapp" } },
    ]);
    const [found] = (await kept(account)) as [{ at: number }];
    expect(found).toMatchObject({ type: "t".repeat(60), text: `${"x".repeat(999)}…`, level: "warning" });
    expect(found.at).toBeGreaterThanOrEqual(now);
    expect(found.at).toBeLessThanOrEqual(Date.now());
  });

  it("of a number that is not known is kept too, and told to nobody", async () => {
    const account = testAccount();
    await account.stub.ingest(account.system, { events: [notice(account)] });
    expect(await kept(account)).toEqual([
      {
        id: expect.stringMatching(/^ntc_/),
        integration_id: account.integrationId,
        external_id: "n",
        level: "warning",
        type: "review",
        text: "Look here",
        at: 5,
      },
    ]);
    expect(await rows(account, "SELECT seq FROM changes")).toEqual([]);
  });

  it("makes way when two hundred of its number are newer", async () => {
    const account = testAccount();
    const other = notice(account, { integrationId: "int_other", at: 1 });
    const many = Array.from({ length: 202 }, (_, n) => notice(account, { externalId: String(n), at: 1_000 - n }));
    await account.stub.ingest(account.system, { events: [other, ...many] });
    const ats = ((await kept(account)) as { at: number }[]).map(({ at }) => at);
    expect(ats).toEqual([1, ...Array.from({ length: 200 }, (_, n) => 801 + n)]);
  });

  it("of a template brings it up to date", async () => {
    const account = testAccount();
    await rows(
      account,
      `INSERT INTO templates (id, channel, integration_id, external_id, name, language, category, status, shape, status_at, created_at, updated_at)
       VALUES ('tpl_1', 'whatsapp', ?, 'x1', 'hello', 'en', 'UTILITY', 'approved', '{}', 4, 1, 1)`,
      account.integrationId,
    );
    const template = { externalId: "x1", status: "paused" } as const;
    await account.stub.ingest(account.system, { events: [notice(account, { template })] });
    expect(await row(account, "SELECT status, status_at FROM templates")).toEqual({ status: "paused", status_at: 5 });
    const late = notice(account, { externalId: "n2", at: 3, template: { ...template, status: "approved" } });
    await account.stub.ingest(account.system, { events: [late] });
    expect(await row(account, "SELECT status, status_at FROM templates")).toEqual({ status: "paused", status_at: 5 });
  });
});
