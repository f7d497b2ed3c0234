import { describe, expect, it } from "vitest";
import type { InboundPerson } from "../../../schema/inbound/event.ts";
import { failure, refusal, row, rows, testAccount, type TestAccount } from "../account.test-kit.ts";
import { merge } from "./merging.test-kit.ts";
import { MERGE_MESSAGES_MAX } from "./limits.ts";

const ADA = "447700900111";
const BEA = "447700900222";
const person = (number: string, name: string): InboundPerson => ({
  ids: [{ kind: "whatsapp", value: number, display: number }],
  name,
});

/** Two people with a conversation each through the same number; the newer contact is Bea. */
async function twoPeople(account: TestAccount): Promise<{ ada: string; bea: string }> {
  await account.connect();
  const at = Date.now() - 60_000;
  await account.stub.ingest(account.system, {
    events: [
      account.message({ person: person(ADA, "Ada"), at, text: "From Ada" }),
      account.message({ person: person(BEA, "Bea"), at: at + 1_000, text: "From Bea" }),
    ],
  });
  const of = async (name: string) =>
    (await row<{ id: string }>(account, "SELECT id FROM contacts WHERE name = ?", name)).id;
  return { ada: await of("Ada"), bea: await of("Bea") };
}

describe("merging two contacts", () => {
  it("does what its preview said", async () => {
    const account = testAccount();
    const { ada, bea } = await twoPeople(account);
    const user = account.user();
    await account.stub.updateDocument(user, {
      collection: "contacts",
      id: bea,
      data: { company: "Acme", tags: ["vip"] },
    });
    const preview = await account.stub.previewMerge(user, { id: ada, other: bea, fields: { name: "b" } });
    expect(preview.fields.find(({ field }) => field === "name")).toEqual({
      field: "name",
      a: "Ada",
      b: "Bea",
      from: "b",
      clash: true,
    });
    expect(preview.fields.find(({ field }) => field === "company")).toMatchObject({ from: "b", clash: false });
    expect(preview.counts).toMatchObject({ identities: 1, conversations: 1, messages: 1 });
    expect(preview.conversations[0]?.joins).toMatch(/^cnv_/);
    expect(await rows(account, "SELECT id FROM contacts")).toHaveLength(2);

    const { doc } = await account.stub.mergeContacts(user, {
      id: ada,
      other: bea,
      fields: { name: "b" },
      version: preview.version,
    });
    const { updatedAt: _then, ...said } = preview.result;
    expect(doc).toMatchObject(said);
    expect(doc.identities?.map(({ value }) => value)).toEqual([ADA, BEA]);
    expect(await row(account, "SELECT contact_id, unread FROM conversations")).toEqual({ contact_id: ada, unread: 2 });
    expect(await rows(account, "SELECT name, value FROM counters WHERE value <> 0 ORDER BY name")).toEqual([
      { name: "contacts", value: 1 },
      { name: "contacts.lead", value: 1 },
      { name: "conversations", value: 1 },
      { name: "conversations.open", value: 1 },
      { name: "messages", value: 2 },
      { name: "unread", value: 2 },
    ]);
    expect(await rows(account, "SELECT 1 FROM audit WHERE action = 'contact.merged'")).toHaveLength(1);
    // The next message of either finds the one contact and the one conversation.
    await account.stub.ingest(account.system, {
      events: [account.message({ person: person(BEA, "Bea") }), account.message({ person: person(ADA, "Ada") })],
    });
    expect(await rows(account, "SELECT id FROM contacts")).toHaveLength(1);
    expect(await row(account, "SELECT count(*) AS n FROM conversations")).toEqual({ n: 1 });
  });

  it("tells every socket what changed: the contact that went, its messages and the conversation they are in", async () => {
    const account = testAccount();
    const { ada, bea } = await twoPeople(account);
    const { seq } = await row<{ seq: number }>(account, "SELECT max(seq) AS seq FROM changes");
    await merge(account, ada, bea);
    const bodies = await rows<{ body: string }>(account, "SELECT body FROM changes WHERE seq > ? ORDER BY seq", seq);
    const told = bodies.flatMap(({ body }) => {
      const change = JSON.parse(body) as { entity: string; op: string; also?: { entity: string; op: string }[] };
      return [change, ...(change.also ?? [])].map(({ entity, op }) => `${entity} ${op}`);
    });
    expect(told).toEqual([
      "activity created",
      "contact deleted",
      "contact updated",
      "conversation deleted",
      "message updated",
      "conversation updated",
    ]);
  });

  it("is refused when either has changed since it was looked at, and not because somebody wrote", async () => {
    const account = testAccount();
    const { ada, bea } = await twoPeople(account);
    const user = account.user();
    const look = () => account.stub.previewMerge(user, { id: ada, other: bea });
    const { version } = await look();
    await account.stub.ingest(account.system, { events: [account.message({ person: person(BEA, "Bea") })] });
    expect((await look()).version).toBe(version);
    await account.stub.updateDocument(user, { collection: "contacts", id: bea, data: { stage: "customer" } });
    expect(await refusal(account.stub.mergeContacts(user, { id: ada, other: bea, version }))).toBe("conflict");
    expect(await rows(account, "SELECT id FROM contacts")).toHaveLength(2);
  });

  it("leads from the id that went to the one that stayed: reading follows, writing is refused", async () => {
    const account = testAccount();
    const { ada, bea } = await twoPeople(account);
    const user = account.user("subaccount_admin");
    await merge(account, ada, bea);
    expect(await account.stub.getDocument(user, { collection: "contacts", id: bea })).toMatchObject({ id: ada });
    expect(
      (await account.stub.listActivities(user, { contactId: bea })).every(({ contactId }) => contactId === ada),
    ).toBe(true);
    const write = await failure(
      account.stub.updateDocument(user, { collection: "contacts", id: bea, data: { name: "X" } }),
    );
    expect(write.message).toContain(ada);
    expect(await refusal(account.stub.deleteDocument(user, { collection: "contacts", id: bea }))).toBe("conflict");
    await account.stub.deleteDocument(user, { collection: "contacts", id: ada });
    expect(await refusal(account.stub.getDocument(user, { collection: "contacts", id: bea }))).toBe("not_found");
    expect(await rows(account, "SELECT 1 FROM merges")).toEqual([]);
  });

  it("moves no more than it can tell the sockets of at once, and says which way round would do", async () => {
    const account = testAccount();
    const { ada, bea } = await twoPeople(account);
    await account.stub.ingest(account.system, {
      events: Array.from({ length: MERGE_MESSAGES_MAX }, () => account.message({ person: person(BEA, "Bea") })),
    });
    const user = account.user();
    const preview = await account.stub.previewMerge(user, { id: ada, other: bea });
    expect(preview.refusal).toContain("Merge Ada into Bea instead");
    const { version } = preview;
    expect(await refusal(account.stub.mergeContacts(user, { id: ada, other: bea, version }))).toBe("conflict");
    await merge(account, bea, ada);
    expect(await rows(account, "SELECT id FROM contacts")).toEqual([{ id: bea }]);
  });

  it("is for those who may change contacts, and for two that are there", async () => {
    const account = testAccount();
    const { ada, bea } = await twoPeople(account);
    const viewer = account.user("subaccount_viewer");
    expect(await refusal(account.stub.previewMerge(viewer, { id: ada, other: bea }))).toBe("forbidden");
    expect(await refusal(account.stub.mergeContacts(viewer, { id: ada, other: bea, version: "x" }))).toBe("forbidden");
    expect(await refusal(account.stub.undoMerge(viewer, { id: ada, mergeId: "mrg_none" }))).toBe("forbidden");
    const user = account.user();
    expect(await refusal(account.stub.previewMerge(user, { id: ada, other: ada }))).toBe("invalid");
    expect(await refusal(account.stub.previewMerge(user, { id: ada, other: "con_none" }))).toBe("not_found");
    expect(await refusal(account.stub.undoMerge(user, { id: ada, mergeId: "mrg_none" }))).toBe("not_found");
  });
});
