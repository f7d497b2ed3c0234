import { runInDurableObject } from "cloudflare:test";
import { describe, expect, test, vi } from "vitest";
import type { Actor } from "../../../schema/actor.ts";
import { COLLECTIONS } from "../../../schema/collections/catalog.ts";
import { parseListQuery } from "../../../schema/collections/parse-query.ts";
import type { Conversation } from "../../../schema/contracts/conversations.ts";
import { newId } from "../../../schema/ids.ts";
import { CLOSE_CODES, type DownMessage } from "../../../schema/realtime/down.ts";
import { chanceOf, LONG, seeds } from "../../kit/chance.test-kit.ts";
import { holdOutbox, row, testAccount, type TestAccount } from "../account.test-kit.ts";
import { openSocket } from "../live/live-client.test-kit.ts";
import { narrowActor, type Truth, truthOf } from "./sight.test-kit.ts";

vi.setConfig({ testTimeout: 60_000 });

const OPS = LONG ? 400 : 80;

describe("the sockets of whoever sees only what is assigned to them", () => {
  test.each(seeds(LONG ? 5 : 2))("hear of their own alone, gap-free over every reconnect: seed %i", async (seed) => {
    const chance = chanceOf(seed);
    const account = testAccount();
    await account.connect();
    await holdOutbox(account);
    const admin = account.user("subaccount_admin");
    const people = [...Array(6).keys()].map((n) => ({
      ids: [{ kind: "whatsapp" as const, value: `44770090010${n}`, display: `44770090010${n}` }],
      name: `Person ${n}`,
    }));
    for (const person of people) await account.stub.ingest(account.system, { events: [account.message({ person })] });
    const narrow = narrowActor(account.tenantId, "usr_n");

    const known = new Map<string, Conversation>();
    const contacts = new Set<string>();
    for (const doc of await listed(account, narrow, "conversations")) known.set(doc.id, doc as Conversation);
    let client = await openSocket(account, narrow);
    await client.until(() => client.heard.length > 0);
    let seq = (client.heard[0] as { seq: number }).seq;
    let read = 0;
    let open = true;

    const faults: string[] = [];
    let heardOf = 0;
    const hold = (holds: boolean, what: string): void => void (holds || faults.push(`at ${seq}: ${what}`));

    /** Takes in what was heard, in order. */
    const take = (now: Truth, messages: readonly DownMessage[], { one }: { one: boolean }): void => {
      for (const message of messages) {
        hold(message.type !== "reset", "the feed is never lost");
        hold(message.type !== "hello" || message.sight === "assigned", "hello says what is heard");
        if (message.type !== "change" && message.type !== "passed") continue;
        hold(message.seq === seq + 1, `${message.seq} follows ${seq}`);
        seq = message.seq;
        if (message.type === "passed") continue;
        heardOf += 1;
        const { also = [], ...head } = message;
        for (const { entity, op, id, doc } of [head, ...also]) {
          if (entity === "conversation") {
            if (op === "deleted") known.delete(id);
            else known.set(id, doc as Conversation);
          }
          if (entity === "contact") {
            if (op === "deleted") contacts.delete(id);
            else contacts.add(id);
          }
          if (op === "deleted") {
            // What one act took is not theirs; of several, a later one may have given it back.
            hold(!one || !(now.conversations.has(id) || now.contacts.has(id)), `${entity} ${id} is gone`);
            continue;
          }
          const about = doc as { conversationId?: string | null; contactId?: string };
          const theirs = {
            conversation: now.conversations.has(id),
            contact: now.contacts.has(id),
            message: now.conversations.has(about.conversationId ?? ""),
            // One about a conversation names the contact of that moment, who may have been merged into another since.
            activity: about.conversationId
              ? now.conversations.has(about.conversationId)
              : now.contacts.has(about.contactId ?? ""),
            impersonation: true,
            integration: true,
            canned_reply: true,
          }[entity];
          hold(theirs, `${entity} ${id} is theirs`);
        }
      }
    };

    for (let op = 0; op < OPS; op += 1) {
      if (open && chance.happens(0.1)) {
        client.close();
        open = false;
      }
      const wasOpen = open;
      await act(account, admin, chance, people);
      const now = await truth(account, "usr_n");
      const last = (await row<{ last: number }>(account, "SELECT max(seq) AS last FROM changes")).last;
      if (!open && chance.happens(0.4)) {
        client = await openSocket(account, narrow, seq);
        read = 0;
        open = true;
      }
      if (open) {
        await client.until(() => seqOf(client.heard, seq) >= last);
        const heard = client.heard;
        take(now, heard.slice(read), { one: wasOpen });
        read = heard.length;
        hold(seq === last, `heard to ${seq} of ${last}`);
        // What they hold is what they may see, as it stands.
        const docs = await listed(account, narrow, "conversations");
        const [held, there] = [[...known.values()], docs as Conversation[]].map((all) =>
          JSON.stringify(all.sort(byId)),
        );
        hold(held === there, `holds ${held}, there is ${there}`);
        hold(
          [...contacts].every((id) => now.contacts.has(id)),
          "holds no contact of others",
        );
      }
    }
    expect(faults).toEqual([]);
    expect(heardOf, "changes that told something").toBeGreaterThan(OPS / 10);
  });

  test("are told what was taken from them, and of nothing else that goes", async () => {
    const account = testAccount();
    await account.connect();
    await account.stub.ingest(account.system, { events: [account.message()] });
    const admin = account.user("subaccount_admin");
    const narrow = narrowActor(account.tenantId, "usr_n");
    const { id, contact_id } = await row<{ id: string; contact_id: string }>(
      account,
      "SELECT id, contact_id FROM conversations",
    );
    const mine = await openSocket(account, narrow);
    const theirs = await openSocket(account, narrowActor(account.tenantId, "usr_other"));
    await account.stub.updateConversation(admin, { id, assignee: "usr_n" });
    await mine.until(() => mine.bodies.some((body) => body.includes('"conversation"')));
    await account.stub.updateConversation(admin, { id, assignee: null });
    await mine.until(() => mine.bodies.some((body) => body.includes('"deleted"')));
    const gone = mine.heard.flatMap((message) => (message.type === "change" ? [message, ...(message.also ?? [])] : []));
    expect(gone.filter(({ op }) => op === "deleted").map(({ entity, id: what }) => [entity, what])).toEqual([
      ["contact", contact_id],
      ["conversation", id],
    ]);
    await theirs.until(() => theirs.heard.filter(({ type }) => type === "passed").length >= 2);
    expect(theirs.bodies.join("\n")).not.toContain(id);
  });

  test("learn who is here, but not what somebody looks at that is not theirs", async () => {
    const account = testAccount();
    await account.connect();
    await account.stub.ingest(account.system, { events: [account.message()] });
    const { id } = await row<{ id: string }>(account, "SELECT id FROM conversations");
    const colleague = account.user();
    const narrow = await openSocket(account, narrowActor(account.tenantId, "usr_n"));
    const wide = await openSocket(account, account.user());
    const busy = await openSocket(account, colleague);
    busy.send({ type: "typing", conversationId: id, typing: true });
    const memberIn = (client: typeof narrow) => client.presence?.find(({ userId }) => userId === colleague.userId);
    await wide.until(() => memberIn(wide)?.viewing === id);
    await narrow.until(() => memberIn(narrow) !== undefined);
    expect(narrow.bodies.join("\n")).not.toContain(id);
  });

  test("are closed to connect again when rights change, and void tickets go with them", async () => {
    const account = testAccount();
    const person = account.user();
    const client = await openSocket(account, person);
    await account.stub.renewUser(account.system, { userId: person.userId });
    await client.until(() => client.closedWith !== undefined);
    expect(client.closedWith).toBe(CLOSE_CODES.rightsChanged);
    const late = await openSocket(account, person);
    await late.until(() => late.closedWith !== undefined);
    expect(late.closedWith).toBe(CLOSE_CODES.rightsChanged);
  });
});

function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : 1;
}

function seqOf(heard: readonly DownMessage[], from: number): number {
  return heard.reduce(
    (last, message) => ("seq" in message && message.type !== "hello" ? Math.max(last, message.seq) : last),
    from,
  );
}

async function truth(account: TestAccount, userId: string): Promise<Truth> {
  return runInDurableObject(account.stub, (_object, { storage }) => truthOf(storage.sql, userId));
}

async function listed(account: TestAccount, actor: Actor, collection: "conversations"): Promise<{ id: string }[]> {
  const query = { ...parseListQuery(COLLECTIONS[collection], ""), limit: 100 };
  return (await account.stub.listDocuments(actor, { collection, query })).docs;
}

/** One act of an admin or a customer, drawn at random. */
async function act(
  account: TestAccount,
  admin: Actor,
  chance: ReturnType<typeof chanceOf>,
  people: { ids: { kind: "whatsapp"; value: string; display: string }[]; name: string }[],
): Promise<void> {
  const { stub } = account;
  const [talks, persons, merges] = await runInDurableObject(stub, (_object, { storage: { sql } }) => [
    sql.exec<{ id: string }>("SELECT id FROM conversations").toArray(),
    sql.exec<{ id: string }>("SELECT id FROM contacts").toArray(),
    sql
      .exec<{ id: string; winner: string }>("SELECT id, winner_id AS winner FROM merges WHERE undone_at IS NULL")
      .toArray(),
  ]);
  const someone = chance.pick(["usr_n", "usr_n", "usr_x", null]);
  const talk = talks.length === 0 ? undefined : chance.pick(talks).id;
  const person = persons.length === 0 ? undefined : chance.pick(persons).id;
  const acts: (() => Promise<unknown>)[] = [
    () => stub.ingest(account.system, { events: [account.message({ person: chance.pick(people) })] }),
    () => stub.createDocument(admin, { collection: "contacts", data: { name: "Made", owner: someone } }),
  ];
  if (talk !== undefined)
    acts.push(
      () => stub.updateConversation(admin, { id: talk, assignee: someone }),
      () => stub.updateConversation(admin, { id: talk, assignee: someone, labels: [chance.pick(["a", "b"])] }),
      () => stub.sendMessage(admin, { conversationId: talk, clientId: newId("message"), text: "Note", private: true }),
      () => stub.markRead(admin, { id: talk }),
    );
  if (person !== undefined)
    acts.push(
      () => stub.updateDocument(admin, { collection: "contacts", id: person, data: { owner: someone } }),
      () =>
        stub.updateDocument(admin, {
          collection: "contacts",
          id: person,
          data: { name: `Named ${chance.pick(["a", "b", "c"])}` },
        }),
    );
  if (person !== undefined && chance.happens(0.3))
    acts.push(() => stub.deleteDocument(admin, { collection: "contacts", id: person }));
  const other = persons.length < 2 ? undefined : chance.pick(persons).id;
  if (person !== undefined && other !== undefined && other !== person)
    acts.push(async () => {
      const { version } = await stub.previewMerge(admin, { id: person, other });
      await stub.mergeContacts(admin, { id: person, other, version });
    });
  const merge = merges.length === 0 ? undefined : chance.pick(merges);
  if (merge !== undefined) acts.push(() => stub.undoMerge(admin, { id: merge.winner, mergeId: merge.id }));
  try {
    await chance.pick(acts)();
  } catch (error) {
    // A merge that another followed stays: a refusal is an outcome like any other.
    if (!("code" in (error as object))) throw error;
  }
}
