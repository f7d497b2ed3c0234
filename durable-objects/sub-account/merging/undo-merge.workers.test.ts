import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { failure, holdOutbox, row, rows, testAccount, type TestAccount } from "../account.test-kit.ts";
import { merge, stateOf } from "./merging.test-kit.ts";

const at = Date.now() - 60_000;
const writes = (account: TestAccount, number: string, name: string, text = "Hello", sentAt = at) =>
  account.stub.ingest(account.system, {
    events: [
      account.message({
        person: { ids: [{ kind: "whatsapp", value: number, display: number }], name },
        text,
        at: sentAt,
      }),
    ],
  });

async function people(account: TestAccount, ...names: string[]): Promise<string[]> {
  await account.connect();
  const ids: string[] = [];
  for (const [index, name] of names.entries()) {
    await writes(account, `44770090030${index}`, name);
    ids.push((await row<{ id: string }>(account, "SELECT id FROM contacts WHERE name = ?", name)).id);
  }
  return ids;
}

const undo = (account: TestAccount, id: string, mergeId: string) =>
  account.stub.undoMerge(account.user(), { id, mergeId });

describe("undoing a merge", () => {
  it("keeps what was changed since, and gives back what was not", async () => {
    const account = testAccount();
    const [ada = "", bea = ""] = await people(account, "Ada", "Bea");
    const user = account.user();
    await account.stub.updateDocument(user, {
      collection: "contacts",
      id: bea,
      data: { tags: ["vip"], company: "Acme" },
    });
    const mergeId = await merge(account, ada, bea, { name: "b" });
    await account.stub.updateDocument(user, {
      collection: "contacts",
      id: ada,
      data: { company: "Bolt", tags: ["vip", "late"] },
    });
    const { doc, restored } = await undo(account, ada, mergeId);
    expect(doc).toMatchObject({ name: "Ada", company: "Bolt", tags: ["late"] });
    expect(restored).toMatchObject({ id: bea, name: "Bea", company: "Acme", tags: ["vip"] });
    expect(restored.identities?.map(({ display }) => display)).toEqual(["447700900301"]);
    const line = "SELECT contact_id FROM activities WHERE type = 'contact.unmerged'";
    expect((await rows(account, line)).map(({ contact_id }) => contact_id).sort()).toEqual([ada, bea].sort());
  });

  it("gives each what they wrote since, and the sockets hear where it is", async () => {
    const account = testAccount();
    const [ada = "", bea = ""] = await people(account, "Ada", "Bea");
    const mergeId = await merge(account, ada, bea);
    await writes(account, "447700900300", "Ada", "Ada again", Date.now());
    await writes(account, "447700900301", "Bea", "Bea again", Date.now());
    const { seq } = await row<{ seq: number }>(account, "SELECT max(seq) AS seq FROM changes");
    await undo(account, ada, mergeId);
    const found = await rows(
      account,
      "SELECT c.contact_id AS of, m.text, m.author ->> '$.id' AS by FROM messages m JOIN conversations c ON c.id = m.conversation_id ORDER BY m.seq",
    );
    expect(found).toMatchObject([
      { of: ada, text: "Hello" },
      { of: bea, text: "Hello" },
      { of: ada, text: "Ada again", by: ada },
      { of: bea, text: "Bea again", by: bea },
    ]);
    expect(await rows(account, "SELECT unread FROM conversations")).toEqual([{ unread: 2 }, { unread: 2 }]);
    const bodies = await rows<{ body: string }>(account, "SELECT body FROM changes WHERE seq > ?", seq);
    const told = bodies.map(({ body }) => JSON.parse(body) as { entity: string; op: string; id: string });
    expect(told).toContainEqual(expect.objectContaining({ entity: "contact", op: "created", id: bea }));
    expect(told.filter(({ entity }) => entity === "message")).toHaveLength(2);
  });

  it("is refused where it cannot be done, with the reason", async () => {
    const account = testAccount();
    const [ada = "", bea = "", cleo = ""] = await people(account, "Ada", "Bea", "Cleo");
    const first = await merge(account, ada, bea);
    const second = await merge(account, ada, cleo);
    expect((await failure(undo(account, ada, first))).message).toContain("Undo that merge first");
    await undo(account, ada, second);
    expect((await failure(undo(account, ada, second))).message).toContain("undone already");

    const third = await merge(account, cleo, ada);
    expect((await failure(undo(account, ada, first))).message).toContain("itself merged into another");
    await undo(account, cleo, third);

    const user = account.user();
    const { beas } = await row<{ beas: string }>(
      account,
      "SELECT id AS beas FROM identities WHERE value = '447700900301'",
    );
    await account.stub.removeContactIdentity(user, { id: ada, identityId: beas });
    await account.stub.addContactIdentity(user, { id: cleo, kind: "whatsapp", value: "+447700900301" });
    const before = await stateOf(account);
    const refused = await failure(undo(account, ada, first));
    expect(refused.message).toContain("Cleo has 447700900301 now");
    expect(await stateOf(account)).toEqual(before);
  });

  it("ends after 30 days: what was kept of before goes, and the id still leads on", async () => {
    const account = testAccount();
    const [ada = "", bea = ""] = await people(account, "Ada", "Bea");
    const mergeId = await merge(account, ada, bea);
    await writes(account, "447700900301", "Bea", "Later");
    expect(await rows(account, "SELECT 1 FROM merge_arrivals")).toHaveLength(1);
    await rows(account, "UPDATE merges SET at = at - 31 * 86400000");
    await runInDurableObject(account.stub, (_object, { storage }) => storage.setAlarm(Date.now() + 60_000));
    await runDurableObjectAlarm(account.stub);
    expect(await row(account, "SELECT record FROM merges")).toEqual({ record: null });
    expect(await rows(account, "SELECT 1 FROM merge_arrivals")).toEqual([]);
    expect(await rows(account, "SELECT 1 FROM identities WHERE merge_id IS NOT NULL")).toEqual([]);
    expect((await failure(undo(account, ada, mergeId))).message).toContain("30 days");
    expect(await account.stub.getDocument(account.user(), { collection: "contacts", id: bea })).toMatchObject({
      id: ada,
    });
  });

  it("leaves nothing half done when it fails in the middle", async () => {
    const account = testAccount();
    const [ada = "", bea = ""] = await people(account, "Ada", "Bea");
    const before = await stateOf(account);
    const fail = (table: string) =>
      rows(account, `CREATE TRIGGER broken BEFORE INSERT ON ${table} BEGIN SELECT RAISE(ABORT, 'broken'); END`);
    await fail("audit");
    await failure(merge(account, ada, bea));
    expect(await stateOf(account)).toEqual(before);
    await rows(account, "DROP TRIGGER broken");
    const mergeId = await merge(account, ada, bea);
    const merged = await stateOf(account);
    await fail("audit");
    await failure(undo(account, ada, mergeId));
    expect(await stateOf(account)).toEqual(merged);
  });

  it("lets an answer go to the number they wrote from last", async () => {
    const account = testAccount();
    const [ada = "", bea = ""] = await people(account, "Ada", "Bea");
    await holdOutbox(account);
    await merge(account, ada, bea);
    const lastBy = "SELECT i.value FROM conversations c JOIN identities i ON i.id = c.identity_id";
    await writes(account, "447700900301", "Bea", "From Bea", Date.now());
    expect(await row(account, lastBy)).toEqual({ value: "447700900301" });
    await writes(account, "447700900300", "Ada", "From Ada", Date.now());
    expect(await row(account, lastBy)).toEqual({ value: "447700900300" });
  });
});
