import { describe, expect, it } from "vitest";
import type { InboundIdentity, InboundPerson } from "../../../schema/inbound/event.ts";
import { row, rows, testAccount, type TestAccount } from "../account.test-kit.ts";

const OLD = "447700900417";
const NEW = "447700900999";
const number = (value: string) => ({ kind: "whatsapp" as const, value, display: value });
const person = (...values: string[]): InboundPerson => ({
  ids: values.flatMap((value) => [number(value), { kind: "phone" as const, value, display: `+${value}` }]),
  name: "Noor",
});

function moves(account: TestAccount, from: string, to: string, externalId = "wamid.s"): InboundIdentity {
  const { integrationId } = account;
  const known = { channel: "whatsapp" as const, integrationId, externalId: `${externalId}:${to}`, at: Date.now() };
  return { kind: "identity", ...known, from: number(from), to: number(to) };
}

const ids = (account: TestAccount) =>
  rows<{ kind: string; value: string; display: string }>(
    account,
    "SELECT kind, value, display FROM identities ORDER BY kind, value",
  );

describe("a person with a new number", () => {
  it("stays one contact, dialled at the new one, and whoever gets the old one is somebody else", async () => {
    const account = testAccount();
    const give = (...events: Parameters<typeof account.stub.ingest>[1]["events"]) =>
      account.stub.ingest(account.system, { events });
    await give(account.message({ person: person(OLD) }));
    expect(await give(moves(account, OLD, NEW))).toMatchObject({ identities: 1 });
    expect(await ids(account)).toEqual([
      { kind: "phone", value: NEW, display: `+${NEW}` },
      { kind: "whatsapp", value: NEW, display: NEW },
    ]);
    expect(await row(account, "SELECT phone FROM contacts")).toEqual({ phone: `+${NEW}` });
    await give(account.message({ person: person(NEW) }));
    expect(await row(account, "SELECT count(*) AS n FROM contacts")).toEqual({ n: 1 });

    await give(account.message({ person: { ...person(OLD), name: "Stranger" } }));
    expect(await give(moves(account, OLD, NEW))).toMatchObject({ identities: 0, duplicates: 1 });
    expect(await rows(account, "SELECT name FROM contacts ORDER BY name")).toEqual([
      { name: "Noor" },
      { name: "Stranger" },
    ]);
  });

  it("is one contact with one thread also when they wrote from the new one first", async () => {
    const account = testAccount();
    const at = Date.now() - 60_000;
    await account.stub.ingest(account.system, {
      events: [
        account.message({ person: person(OLD), at, text: "From the old one" }),
        account.message({
          person: person(NEW),
          at: at + 1_000,
          text: "From the new one",
          type: "image",
          attachments: [{ type: "image", mediaId: "1" }],
        }),
        moves(account, OLD, NEW),
      ],
    });
    expect(await rows(account, "SELECT name, phone FROM contacts")).toEqual([{ name: "Noor", phone: `+${NEW}` }]);
    const conversation = await row<{ id: string; unread: number; last: string }>(
      account,
      "SELECT c.id, c.unread, m.text AS last FROM conversations c JOIN messages m ON m.id = c.last_message_id",
    );
    expect(conversation).toMatchObject({ unread: 2, last: "From the new one" });
    const places = "SELECT conversation_id AS id FROM messages UNION SELECT conversation_id FROM attachments";
    expect(await rows(account, places)).toEqual([{ id: conversation.id }]);
    expect(await rows(account, "SELECT name, value FROM counters WHERE value <> 0 ORDER BY name")).toEqual([
      { name: "contacts", value: 1 },
      { name: "contacts.lead", value: 1 },
      { name: "conversations", value: 1 },
      { name: "conversations.open", value: 1 },
      { name: "messages", value: 2 },
      { name: "unread", value: 2 },
    ]);
    expect(await rows(account, "SELECT 1 FROM activities WHERE contact_id NOT IN (SELECT id FROM contacts)")).toEqual(
      [],
    );
    expect(await ids(account)).toHaveLength(2);
  });

  it("keeps a number that was typed in, and an id nobody is known by changes nothing", async () => {
    const account = testAccount();
    await account.stub.ingest(account.system, { events: [account.message({ person: person(OLD) })] });
    await rows(account, "UPDATE contacts SET phone = '+44 20 7946 0958'");
    await account.stub.ingest(account.system, { events: [moves(account, OLD, NEW), moves(account, "999", "998")] });
    expect(await row(account, "SELECT phone FROM contacts")).toEqual({ phone: "+44 20 7946 0958" });
  });

  it("with more than can be moved at once stays two, and both timelines say so", async () => {
    const account = testAccount();
    await account.stub.ingest(account.system, {
      events: [
        account.message({ person: person(OLD) }),
        ...Array.from({ length: 1_001 }, () => account.message({ person: person(NEW) })),
        moves(account, OLD, NEW),
      ],
    });
    expect(await row(account, "SELECT count(*) AS n FROM contacts")).toEqual({ n: 2 });
    expect(await rows(account, "SELECT contact_id FROM activities WHERE type = 'contact.same_person'")).toHaveLength(2);
    expect(await account.stub.listDuplicates(account.user())).toMatchObject([{ reason: "channel" }]);
  });
});
