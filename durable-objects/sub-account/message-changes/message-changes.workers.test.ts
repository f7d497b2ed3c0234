import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LONG } from "../../kit/chance.test-kit.ts";
import type { Message } from "../../../schema/contracts/messages.ts";
import type { InboundEvent } from "../../../schema/inbound/event.ts";
import { parseListQuery } from "../../../schema/collections/parse-query.ts";
import { COLLECTIONS } from "../../../schema/collections/catalog.ts";
import { holdOutbox, row, rows, testAccount, type TestAccount } from "../account.test-kit.ts";

const HOUR_MS = 3_600_000;
const START = Date.now() - 20 * HOUR_MS;
const SPOKEN = "Three lamps please";

/** The life of one customer's message: the provider's time of each event decides, not its place here. */
function lifeOf(account: TestAccount, id: string) {
  const person = account.message().person;
  const change = (n: number, hour: number) => ({
    channel: "whatsapp" as const,
    integrationId: account.integrationId,
    externalId: `${id}.change${n}`,
    targetExternalId: id,
    direction: "in" as const,
    at: START + hour * HOUR_MS,
  });
  return {
    message: account.message({ externalId: id, at: START, text: SPOKEN }),
    edit: { kind: "edit", ...change(1, 1), text: "Two lamps" },
    laterEdit: { kind: "edit", ...change(2, 3), text: "One lamp" },
    love: { kind: "reaction", ...change(3, 1), person, emoji: "❤️" },
    removal: { kind: "reaction", ...change(4, 2), person, emoji: null },
    thumb: { kind: "reaction", ...change(5, 4), person, emoji: "👍🏽" },
    ours: { kind: "reaction", ...change(6, 2), direction: "out", person, emoji: "🎉" },
    gone: { kind: "delete", ...change(7, 5) },
  } as const satisfies Record<string, InboundEvent>;
}

async function thread(account: TestAccount): Promise<Message[]> {
  const { id } = await row<{ id: string }>(account, "SELECT id FROM conversations");
  const query = { ...parseListQuery(COLLECTIONS.messages, ""), within: id };
  return (await account.stub.listDocuments(account.user(), { collection: "messages", query })).docs as Message[];
}

function give(account: TestAccount, ...events: InboundEvent[]) {
  return account.stub.ingest(account.system, { events });
}

/** Any order of the events, each once to three times, cut into any batches. */
function deliveries<T>(events: readonly T[]): fc.Arbitrary<T[][]> {
  return fc
    .tuple(
      fc.shuffledSubarray([...events], { minLength: events.length }),
      fc.array(fc.nat({ max: events.length - 1 }), { maxLength: 6 }),
      fc.array(fc.nat({ max: events.length }), { maxLength: 4 }),
    )
    .map(([order, again, cuts]) => {
      const all = [...order];
      // A redelivery comes after the first delivery.
      for (const place of again) all.push(order[place]!);
      const at = [...new Set(cuts)].sort((a, b) => a - b);
      return [0, ...at].map((from, n) => all.slice(from, at[n] ?? all.length)).filter((batch) => batch.length > 0);
    });
}

async function outcome(account: TestAccount): Promise<Partial<Message>[]> {
  const shown = await thread(account);
  return shown.map(({ text, originalText, editedAt, deletedAt, reactions }) => ({
    text,
    ...(originalText === undefined ? {} : { originalText }),
    ...(editedAt === undefined ? {} : { editedAt }),
    ...(deletedAt === undefined ? {} : { deletedAt }),
    reactions: reactions.map(({ emoji }) => ({ emoji, by: "" })),
  }));
}

interface Heard {
  entity: string;
  op: string;
  doc: Record<string, unknown>;
}

describe("changes of a message", () => {
  it("end alike in every order and batching, each however often", async () => {
    const kinds = ["message", "edit", "laterEdit", "love", "removal", "thumb", "ours"] as const;
    await fc.assert(
      fc.asyncProperty(deliveries(kinds), async (batches) => {
        const account = testAccount();
        const life = lifeOf(account, "wamid.target");
        for (const batch of batches) await give(account, ...batch.map((kind) => life[kind]));
        expect(await outcome(account)).toEqual([
          {
            text: "One lamp",
            originalText: SPOKEN,
            editedAt: new Date(START + 3 * HOUR_MS).toISOString(),
            reactions: [
              { emoji: "🎉", by: "" },
              { emoji: "👍🏽", by: "" },
            ],
          },
        ]);
        expect(
          await rows(account, "SELECT * FROM message_changes WHERE applied_at IS NULL OR event IS NOT NULL"),
        ).toEqual([]);
        expect(await row(account, "SELECT unread FROM conversations")).toEqual({ unread: 1 });
      }),
      { numRuns: LONG ? 50 : 20 },
    );
  }, 60_000);

  it("end with the deletion, whatever else comes before or after it", async () => {
    const kinds = ["message", "edit", "love", "thumb", "gone", "laterEdit"] as const;
    await fc.assert(
      fc.asyncProperty(deliveries(kinds), async (batches) => {
        const account = testAccount();
        const life = lifeOf(account, "wamid.target");
        for (const batch of batches) await give(account, ...batch.map((kind) => life[kind]));
        const [message] = await outcome(account);
        expect(message).toMatchObject({
          text: null,
          reactions: [],
          deletedAt: new Date(START + 5 * HOUR_MS).toISOString(),
        });
        expect(message).not.toHaveProperty("originalText");
        const kept = await row<{ all: string }>(
          account,
          `SELECT (SELECT json_group_array(json_array(text, original_text, content, raw)) FROM messages)
             || (SELECT coalesce(group_concat(event), '') FROM message_changes)
             || (SELECT json_group_array(detail) FROM activities)
             || (SELECT json_group_array(body) FROM changes) AS "all"`,
        );
        expect(kept.all).not.toContain(SPOKEN);
        expect(kept.all).not.toContain("lamp");
      }),
      { numRuns: LONG ? 50 : 20 },
    );
  }, 60_000);

  it("leave nothing of a deleted message for a screen that was away", async () => {
    const account = testAccount();
    const { message, edit, laterEdit, gone } = lifeOf(account, "wamid.target");
    for (const event of [message, edit, laterEdit, account.message({ text: "Bye", at: START + 60_000 }), gone])
      await give(account, event);
    const bodies = await rows<{ body: string }>(account, "SELECT body FROM changes ORDER BY seq");
    expect(bodies.map(({ body }) => (JSON.parse(body) as { seq: number }).seq)).toEqual(bodies.map((_, n) => n + 1));
    const all = bodies.map(({ body }) => body).join();
    expect(all).not.toContain("lamp");
    expect(all).toContain("Bye");
  });

  it("make no bubble, no unread and no new place in the list of their own", async () => {
    const account = testAccount();
    const { message, love, edit, gone } = lifeOf(account, "wamid.target");
    const newest = account.message({ at: START + 60_000, text: "And a shade" });
    await give(account, message, newest);
    const before = await row(account, "SELECT unread, last_message_at, window_expires_at FROM conversations");
    expect(await give(account, love, edit, gone)).toMatchObject({ changes: 3, stored: 0, duplicates: 0 });
    expect(await give(account, love, edit, gone)).toMatchObject({ changes: 0, stored: 0, duplicates: 3 });
    expect(await thread(account)).toHaveLength(2);
    expect(await row(account, "SELECT unread, last_message_at, window_expires_at FROM conversations")).toEqual(before);
  });

  it("tell the sockets of the message, and of the list when it is the newest", async () => {
    const account = testAccount();
    const { message, thumb, edit, gone } = lifeOf(account, "wamid.target");
    await give(account, message);
    const heard = async (event: InboundEvent) => {
      const { seq } = await row<{ seq: number }>(account, "SELECT max(seq) AS seq FROM changes");
      await give(account, event);
      const found = await rows<{ body: string }>(account, "SELECT body FROM changes WHERE seq > ? ORDER BY seq", seq);
      return found.flatMap(({ body }) => {
        const { also = [], ...first } = JSON.parse(body) as Heard & { also?: Heard[] };
        return [first, ...also];
      });
    };
    expect(await heard(thumb)).toContainEqual(
      expect.objectContaining({
        entity: "message",
        op: "updated",
        doc: expect.objectContaining({ reactions: [{ emoji: "👍🏽", by: expect.stringMatching(/^con_/) }] }),
      }),
    );
    const listed = (text: string) =>
      expect.objectContaining({
        entity: "conversation",
        doc: expect.objectContaining({ lastMessage: expect.objectContaining({ text }) }),
      });
    expect(await heard(edit)).toContainEqual(listed("Two lamps"));
    expect(await heard(gone)).toContainEqual(listed("Message deleted"));
  });

  it("of the customer touch nothing the business wrote, but a reaction does", async () => {
    const account = testAccount();
    const { message, edit, gone, thumb } = lifeOf(account, "wamid.target");
    await give(account, { ...message, direction: "out" }, edit, gone, thumb);
    expect(await outcome(account)).toEqual([{ text: SPOKEN, reactions: [{ emoji: "👍🏽", by: "" }] }]);
    await give(account, { ...gone, externalId: "ours", direction: "out" });
    expect(await outcome(account)).toMatchObject([{ text: null, reactions: [] }]);
  });

  it("wait for a message of ours until its id is known", async () => {
    const account = testAccount();
    await account.connect();
    await holdOutbox(account);
    const first = account.message();
    await give(account, first);
    const conversation = await row<{ id: string }>(account, "SELECT id FROM conversations");
    const { message } = await account.stub.sendMessage(account.user(), {
      conversationId: conversation.id,
      clientId: crypto.randomUUID(),
      text: "Your lamp is ready",
      private: false,
    });
    await give(account, lifeOf(account, "wamid.ours").thumb);
    await give(account, account.status("wamid.ours", "delivered", { echoId: message.id }));
    const sent = (await thread(account)).find(({ id }) => id === message.id);
    expect(sent).toMatchObject({ status: "delivered", reactions: [{ emoji: "👍🏽" }] });
  });

  it("count within one second by what they are, then by when they came", async () => {
    const account = testAccount();
    const { message, love, thumb, removal } = lifeOf(account, "wamid.target");
    const at = START;
    await give(account, message, { ...love, at }, { ...thumb, at });
    expect(await outcome(account)).toMatchObject([{ reactions: [{ emoji: "👍🏽" }] }]);
    await give(account, { ...removal, at }, { ...love, at, externalId: "late" });
    expect(await outcome(account)).toMatchObject([{ reactions: [] }]);
  });

  it("erase a file of the message wherever it lies", async () => {
    const account = testAccount();
    const { message, gone } = lifeOf(account, "wamid.target");
    const attachments = [
      { type: "image" as const, mediaId: "1", name: "me.jpg" },
      { type: "contact" as const, inline: "BEGIN:VCARD", name: "Bruna.vcf" },
      { type: "image" as const },
    ];
    await give(account, { ...message, type: "image", attachments });
    expect((await thread(account))[0]?.attachments).toMatchObject([
      { type: "image", name: "me.jpg" },
      { type: "contact", state: "stored", size: 11 },
      { type: "image", state: "failed", error: { code: "no_media" } },
    ]);
    await give(account, gone);
    expect((await thread(account))[0]?.attachments).toEqual([]);
    const left = await rows(account, "SELECT state, name, media_id, inline FROM attachments");
    for (const file of left) expect(file).toEqual({ state: "erasing", name: "", media_id: null, inline: null });
  });

  it("leave a reply that came first naming the message it answers, once that is here", async () => {
    const account = testAccount();
    const { message } = lifeOf(account, "wamid.target");
    const reply = account.message({ text: "And a shade", replyToExternalId: "wamid.target" });
    await give(account, reply);
    expect(await thread(account)).toMatchObject([{ replyTo: "wamid.target" }]);
    await give(account, message);
    const [answer, answered] = await thread(account);
    expect([answer?.text, answer?.replyTo]).toEqual(["And a shade", answered?.id]);
    expect(await rows(account, "SELECT * FROM message_changes WHERE event IS NOT NULL")).toEqual([]);
  });
});
