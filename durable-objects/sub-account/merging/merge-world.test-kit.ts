import { expect, vi } from "vitest";
import { MERGED_FIELDS } from "../../../schema/contracts/merges.ts";
import { newId } from "../../../schema/ids.ts";
import type { InboundPerson } from "../../../schema/inbound/event.ts";
import { type Chance, chanceOf } from "../../kit/chance.test-kit.ts";
import { holdOutbox, row, rows, testAccount, type TestAccount } from "../account.test-kit.ts";
import { merge } from "./merging.test-kit.ts";

/** People who may be one, each with ids of their own: a number, a number with a durable id, or an Instagram id. */
const PEOPLE: readonly { channel: "whatsapp" | "instagram"; person: InboundPerson }[] = Array.from(
  { length: 8 },
  (_, index) => {
    const number = `44770090010${index}`;
    const whatsapp = { kind: "whatsapp" as const, value: number, display: number };
    if (index % 4 === 3) {
      const id = `17841400${index}`;
      return { channel: "instagram", person: { ids: [{ kind: "instagram", value: id, display: id }] } };
    }
    const bsuid = { kind: "bsuid" as const, value: `GB.${index}`, display: `GB.${index}` };
    return {
      channel: "whatsapp",
      person: { ids: index % 2 === 0 ? [whatsapp] : [bsuid, whatsapp], name: `Person ${index}` },
    };
  },
);
/** Longer than any test takes. */
const FAR_MS = 24 * 60 * 60_000;
/** A look-up that is under way when the account comes to rest is over by then: nobody answers it here. */
const SETTLED_MS = 300;
const TAGS = ["vip", "trade", "new", "late"] as const;

export interface MergeWorld {
  account: TestAccount;
  /** So many things happen: people write, teammates act. */
  live(steps: number): Promise<void>;
  /** What the account's alarm would do by itself is put off or over: nothing changes but what the test does. */
  rest(): Promise<void>;
  /** Two contacts at random become one, with values of either. Undefined when there are not two. */
  mergeSome(): Promise<{ mergeId: string; winner: string } | undefined>;
  undo(winner: string, mergeId: string): Promise<void>;
  /** Counters are exact, nothing points nowhere, and each conversation knows its newest message. */
  expectWhole(): Promise<void>;
  /** Every message that came by an id is in a conversation of whoever has that id. */
  expectEachTheirOwn(): Promise<void>;
}

/** An account with two WhatsApp numbers and an Instagram account, and what chance makes happen there. */
export async function inMergeWorld(seed: number, run: (world: MergeWorld) => Promise<void>): Promise<void> {
  const chance = chanceOf(seed);
  const account = testAccount();
  await account.connect();
  await holdOutbox(account);
  const numbers = [account.integrationId, newId("integration")];
  const instagram = newId("integration");
  /** The first id of who wrote each message, or of whom it was written to on the business's own phone. */
  const cameBy = new Map<string, string>();
  const user = account.user();

  async function write(): Promise<void> {
    const { channel, person } = chance.pick(PEOPLE);
    const externalId = `wamid.${newId("message")}`;
    cameBy.set(externalId, person.ids[0]?.value ?? "");
    const message = account.message({
      channel,
      integrationId: channel === "instagram" ? instagram : chance.pick(numbers),
      externalId,
      person,
      at: Date.now() - chance.int(60_000),
      direction: chance.happens(0.8) ? "in" : "out",
    });
    await account.stub.ingest(account.system, { events: [message] });
    if (!chance.happens(0.2)) return;
    const { integrationId } = message;
    await account.stub.ingest(account.system, {
      events: [
        {
          kind: "reaction",
          channel,
          integrationId,
          externalId: `${externalId}.r`,
          targetExternalId: externalId,
          direction: "in",
          at: Date.now(),
          person,
          emoji: "👍",
        },
      ],
    });
  }

  async function act(): Promise<void> {
    const conversations = await rows<{ id: string }>(account, "SELECT id FROM conversations ORDER BY id");
    const contacts = await rows<{ id: string }>(account, "SELECT id FROM contacts ORDER BY id");
    if (conversations.length === 0 || contacts.length === 0) return;
    const { id } = chance.pick(conversations);
    const contact = chance.pick(contacts);
    const change = (data: object) =>
      account.stub.updateDocument(user, { collection: "contacts", id: contact.id, data });
    const acts = [
      () => account.stub.updateConversation(user, { id, status: chance.pick(["open", "resolved"]) }),
      () => account.stub.updateConversation(user, { id, assignee: chance.pick([user.userId, null]) }),
      () => account.stub.updateConversation(user, { id, labels: chance.shuffled(TAGS).slice(0, chance.int(3)) }),
      () => account.stub.markRead(user, { id }),
      () =>
        account.stub.sendMessage(user, {
          conversationId: id,
          clientId: newId("message"),
          text: "A note",
          private: true,
        }),
      () =>
        rows(
          account,
          "INSERT OR IGNORE INTO drafts (user_id, conversation_id, mode, text, attachments, updated_at) VALUES (?, ?, 'reply', ?, '[]', ?)",
          user.userId,
          id,
          `To ${id}`,
          Date.now(),
        ),
      () => change({ tags: chance.shuffled(TAGS).slice(0, chance.int(4)) }),
      () => change({ company: chance.pick(["Acme", "Bolt", null]) }),
      () => change({ email: chance.pick([`${contact.id}@example.com`, null]) }),
    ];
    await chance.pick(acts)();
  }

  await run({
    account,
    async live(steps) {
      for (let step = 0; step < steps; step++) await (chance.happens(0.7) ? write() : act());
    },
    async rest() {
      const far = Date.now() + FAR_MS;
      await vi.waitFor(
        async () => {
          await rows(account, "UPDATE profile_lookups SET due_at = ? WHERE due_at < ?", far, far - FAR_MS / 2);
          await new Promise((resolve) => setTimeout(resolve, SETTLED_MS));
          expect(await rows(account, "SELECT 1 FROM profile_lookups WHERE due_at < ?", far - FAR_MS / 2)).toEqual([]);
        },
        { timeout: 10_000 },
      );
    },
    async mergeSome() {
      const contacts = await rows<{ id: string }>(account, "SELECT id FROM contacts ORDER BY id");
      const [winner, loser] = chance.shuffled(contacts);
      if (winner === undefined || loser === undefined) return undefined;
      const fields = Object.fromEntries(MERGED_FIELDS.map((field) => [field, sideOf(chance)]));
      return { mergeId: await merge(account, winner.id, loser.id, fields), winner: winner.id };
    },
    async undo(winner, mergeId) {
      await account.stub.undoMerge(user, { id: winner, mergeId });
    },
    expectWhole: () => expectWhole(account),
    async expectEachTheirOwn() {
      const found = await rows<{ externalId: string; owner: string }>(
        account,
        "SELECT m.external_id AS externalId, c.contact_id AS owner FROM messages m JOIN conversations c ON c.id = m.conversation_id WHERE m.external_id IS NOT NULL",
      );
      const holders = await rows<{ value: string; owner: string }>(
        account,
        "SELECT value, contact_id AS owner FROM identities",
      );
      const holderOf = new Map(holders.map(({ value, owner }) => [value, owner]));
      expect(found.map(({ externalId, owner }) => [externalId, owner])).toEqual(
        found.map(({ externalId }) => [externalId, holderOf.get(cameBy.get(externalId) ?? "")]),
      );
    },
  });
}

function sideOf(chance: Chance): "a" | "b" {
  return chance.pick(["a", "b"]);
}

async function expectWhole(account: TestAccount): Promise<void> {
  const nowhere = [
    "SELECT id FROM identities WHERE contact_id NOT IN (SELECT id FROM contacts)",
    "SELECT id FROM conversations WHERE contact_id NOT IN (SELECT id FROM contacts)",
    "SELECT id FROM activities WHERE contact_id NOT IN (SELECT id FROM contacts)",
    "SELECT id FROM activities WHERE conversation_id IS NOT NULL AND conversation_id NOT IN (SELECT id FROM conversations)",
    "SELECT a.id FROM activities a JOIN conversations c ON c.id = a.conversation_id WHERE a.contact_id <> c.contact_id",
    "SELECT c.id FROM conversations c JOIN identities i ON i.id = c.identity_id WHERE i.contact_id <> c.contact_id",
    "SELECT r.message_id FROM reactions r JOIN messages m ON m.id = r.message_id JOIN conversations c ON c.id = m.conversation_id WHERE r.who = 'contact' AND r.by <> c.contact_id",
    // The newest message, and no more unread than people wrote.
    "SELECT c.id FROM conversations c WHERE c.last_message_id IS NOT (SELECT id FROM messages m WHERE m.conversation_id = c.id ORDER BY created_at DESC, seq DESC LIMIT 1)",
    "SELECT c.id FROM conversations c WHERE c.unread < 0 OR c.unread > (SELECT count(*) FROM messages m WHERE m.conversation_id = c.id AND m.direction = 'in')",
  ];
  for (const statement of nowhere) expect(await rows(account, statement), statement).toEqual([]);
  const counted = await rows<{ name: string; value: number }>(account, "SELECT name, value FROM counters");
  const counts = Object.fromEntries(counted.map(({ name, value }) => [name, value]));
  const exact = await row(
    account,
    `SELECT (SELECT count(*) FROM contacts) AS contacts, (SELECT count(*) FROM conversations) AS conversations,
      (SELECT count(*) FROM conversations WHERE status = 'open') AS "conversations.open",
      (SELECT count(*) FROM messages) AS messages, (SELECT coalesce(sum(unread), 0) FROM conversations) AS unread`,
  );
  expect(counts).toMatchObject(exact);
}
