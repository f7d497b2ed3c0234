import { describe, expect, it } from "vitest";
import { IDENTITIES_MAX } from "../../../schema/contracts/contacts.ts";
import { isTrellisError } from "../../../schema/errors.ts";
import { failure, refusal, rows, testAccount, type TestAccount } from "../account.test-kit.ts";

const make = (account: TestAccount, data: object) =>
  account.stub.createDocument(account.user(), { collection: "contacts", data });
const add = (
  account: TestAccount,
  id: string,
  kind: "phone" | "whatsapp" | "email" | "instagram" | "bsuid",
  value: string,
) => account.stub.addContactIdentity(account.user(), { id, kind, value });

describe("ids of a contact by hand", () => {
  it.each([
    ["phone", "+55 11 7654-3210", "5511976543210"],
    ["whatsapp", "+52 1 55 1234 5678", "525512345678"],
    ["whatsapp", "+54 9 11 1234-5678", "541112345678"],
    ["email", " Ada@Example.com ", "ada@example.com"],
    ["instagram", "17841400000000001", "17841400000000001"],
    ["bsuid", "GB.12ab", "GB.12ab"],
  ] as const)("%s %s is kept by its one spelling", async (kind, value, key) => {
    const account = testAccount();
    const { id } = await make(account, { name: "Ada" });
    const doc = await add(account, id, kind, value);
    expect(doc.identities).toMatchObject([{ kind, value: key }]);
    expect(await rows(account, "SELECT type FROM activities WHERE type = 'contact.identity_added'")).toHaveLength(1);
    expect(await rows(account, "SELECT 1 FROM audit WHERE action = 'contact.identity_added'")).toHaveLength(1);
  });

  it.each([
    ["phone", "020 7946 0958"],
    ["whatsapp", "none"],
    ["email", "ada"],
    ["instagram", "@ada"],
    ["bsuid", "12345"],
  ] as const)("%s %s is refused, naming the field", async (kind, value) => {
    const account = testAccount();
    const { id } = await make(account, { name: "Ada" });
    const error = await failure(add(account, id, kind, value));
    expect(isTrellisError(error) && error.items[0]).toMatchObject({ code: "invalid", field: "value" });
  });

  it("of another contact are refused, naming whose they are, in either spelling and as either kind", async () => {
    const account = testAccount();
    const { id: ada } = await make(account, { name: "Ada", phone: "+55 11 97654-3210" });
    const { id: bea } = await make(account, { name: "Bea" });
    const error = await failure(add(account, bea, "whatsapp", "+55 11 7654-3210"));
    expect(isTrellisError(error) && error.items[0]).toMatchObject({
      code: "conflict",
      field: "value",
      about: { id: ada, name: "Ada" },
    });
    expect(await refusal(add(account, ada, "phone", "+55 11 7654-3210"))).toBe("conflict");
  });

  it("that are taken off stand for nobody, and the field they stood for is empty", async () => {
    const account = testAccount();
    const doc = await make(account, { name: "Ada", phone: "+447700900123", email: "ada@example.com" });
    const user = account.user();
    const identities = await rows<{ id: string }>(account, "SELECT id FROM identities");
    for (const { id } of identities) await account.stub.removeContactIdentity(user, { id: doc.id, identityId: id });
    const now = await account.stub.getDocument(user, { collection: "contacts", id: doc.id });
    expect(now).toMatchObject({ phone: null, email: null, identities: [] });
    expect(await make(account, { name: "Bea", phone: "+447700900123" })).toMatchObject({ name: "Bea" });
    expect(await refusal(account.stub.removeContactIdentity(user, { id: doc.id, identityId: "idn_none" }))).toBe(
      "not_found",
    );
  });

  it("are so many and no more, also those a channel brings", async () => {
    const account = testAccount();
    const { id } = await make(account, { name: "Ada" });
    for (let index = 0; index < IDENTITIES_MAX; index++) await add(account, id, "bsuid", `GB.${index}`);
    expect(await refusal(add(account, id, "bsuid", "GB.more"))).toBe("conflict");
    await account.stub.ingest(account.system, {
      events: [
        account.message({
          person: {
            ids: [
              { kind: "bsuid", value: "GB.1", display: "GB.1" },
              { kind: "whatsapp", value: "447700900123", display: "447700900123" },
            ],
          },
        }),
      ],
    });
    expect(await rows(account, "SELECT id FROM contacts")).toHaveLength(1);
    expect(await rows(account, "SELECT id FROM identities")).toHaveLength(IDENTITIES_MAX);
  });

  it("are for those who may change contacts", async () => {
    const account = testAccount();
    const { id } = await make(account, { name: "Ada" });
    const viewer = account.user("subaccount_viewer");
    expect(await refusal(account.stub.addContactIdentity(viewer, { id, kind: "email", value: "a@example.com" }))).toBe(
      "forbidden",
    );
    expect(await refusal(account.stub.removeContactIdentity(viewer, { id, identityId: "idn_none" }))).toBe("forbidden");
  });
});
