import { describe, expect, it } from "vitest";
import type { InboundPerson } from "../../../schema/inbound/event.ts";
import { row, rows, testAccount, type TestAccount } from "../account.test-kit.ts";
import type { PersonId } from "./identities.ts";

const BSUID: PersonId = { kind: "bsuid", value: "DE.13491208655302741918", display: "DE.13491208655302741918" };
const PHONE: PersonId = { kind: "whatsapp", value: "4915112345678", display: "4915112345678" };

function from(account: TestAccount, person: InboundPerson) {
  return account.stub.ingest(account.system, { events: [account.message({ person })] });
}

function contacts(account: TestAccount) {
  return rows<{ id: string; name: string; phone: string | null; stage: string; source: string }>(
    account,
    "SELECT id, name, phone, stage, source FROM contacts ORDER BY created_at, id",
  );
}

function identities(account: TestAccount) {
  return rows<{ contact_id: string; kind: string }>(account, "SELECT contact_id, kind FROM identities ORDER BY kind");
}

describe("who wrote", () => {
  it("makes a lead of somebody new, named by profile, else user name, else number", async () => {
    const account = testAccount();
    await from(account, { ids: [BSUID, PHONE], name: "  Ada\nLovelace " });
    await from(account, { ids: [{ ...BSUID, value: "US.2" }], username: "grace.h" });
    await from(account, {
      ids: [{ kind: "whatsapp", value: "5511987654321", display: "551187654321" }],
      name: "\u0007",
    });
    expect(await contacts(account)).toMatchObject([
      { name: "Ada Lovelace", phone: "+4915112345678", stage: "lead", source: "WhatsApp" },
      { name: "grace.h", phone: null },
      { name: "+551187654321", phone: "+551187654321" },
    ]);
  });

  it("is one contact when seen first by BSUID alone and later with a number", async () => {
    const account = testAccount();
    await from(account, { ids: [BSUID], username: "ada" });
    await from(account, { ids: [PHONE, BSUID], name: "Ada Lovelace" });
    await from(account, { ids: [PHONE] });
    const [contact, ...others] = await contacts(account);
    expect(others).toEqual([]);
    expect(contact).toMatchObject({ name: "Ada Lovelace", phone: "+4915112345678" });
    expect(await identities(account)).toEqual([
      { contact_id: contact?.id, kind: "bsuid" },
      { contact_id: contact?.id, kind: "whatsapp" },
    ]);
    expect(await row(account, "SELECT count(*) AS conversations, unread FROM conversations")).toEqual({
      conversations: 1,
      unread: 3,
    });
  });

  it("finds a contact whose number was typed in by hand", async () => {
    const account = testAccount();
    const made = await account.stub.createDocument(account.user(), {
      collection: "contacts",
      data: { name: "Ada, by hand", phone: "+49 1511 2345678" },
    });
    await from(account, { ids: [BSUID, PHONE], name: "Ada Lovelace" });
    expect(await contacts(account)).toMatchObject([{ id: made.id, name: "Ada, by hand" }]);
    expect((await identities(account)).map(({ kind }) => kind)).toEqual(["bsuid", "phone", "whatsapp"]);
  });

  it("keeps a name a person gave", async () => {
    const account = testAccount();
    await from(account, { ids: [PHONE] });
    const [contact] = await contacts(account);
    const id = contact?.id ?? "";
    await account.stub.updateDocument(account.user(), { collection: "contacts", id, data: { name: "The plumber" } });
    await from(account, { ids: [PHONE], name: "Ada Lovelace" });
    expect(await contacts(account)).toMatchObject([{ name: "The plumber" }]);
  });

  it("prefers the most durable id and leaves a contested one where it is, saying so once", async () => {
    const account = testAccount();
    await from(account, { ids: [BSUID], name: "First" });
    await from(account, { ids: [PHONE], name: "Second" });
    await from(account, { ids: [PHONE, BSUID], name: "First" });
    await from(account, { ids: [PHONE, BSUID], name: "First" });
    const [first, second] = await contacts(account);
    expect(await identities(account)).toEqual([
      { contact_id: first?.id, kind: "bsuid" },
      { contact_id: second?.id, kind: "whatsapp" },
    ]);
    expect(await row(account, "SELECT contact_id FROM activities WHERE type = 'contact.identity_conflict'")).toEqual({
      contact_id: first?.id,
    });
    expect(await row(account, "SELECT unread FROM conversations WHERE contact_id = ?", first?.id ?? "")).toEqual({
      unread: 3,
    });
  });
});
