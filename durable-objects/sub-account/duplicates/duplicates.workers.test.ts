import { describe, expect, it } from "vitest";
import { refusal, rows, testAccount, type TestAccount } from "../account.test-kit.ts";

const make = (account: TestAccount, data: object) =>
  account.stub.createDocument(account.user(), { collection: "contacts", data });
const reasons = async (account: TestAccount) =>
  (await account.stub.listDuplicates(account.user())).map(
    ({ a, b, reason }) => `${reason}: ${[a.name, b.name].sort().join(" and ")}`,
  );

describe("contacts that may be one person", () => {
  it("share a number, an address, or a name and something besides", async () => {
    const account = testAccount();
    await make(account, { name: "Ada Abroad", phone: "+44 20 7946 0958" });
    await make(account, { name: "Ada Local", phone: "020 7946 0958" });
    await make(account, { name: "Bea", email: "bea@example.com" });
    await make(account, { name: "Bea Shop", email: "bea+shop@example.com" });
    await make(account, { name: "Cleo Moss", email: "cleo.moss@work.example" });
    await make(account, { name: "cleo moss", email: "cleo.moss@home.example" });
    await make(account, { name: "Dan Reed", phone: "+44 7700 900123" });
    await make(account, { name: "Dan Reed", phone: "+44 7710 900123" });
    expect(await reasons(account)).toEqual([
      "number: Ada Abroad and Ada Local",
      "email: Bea and Bea Shop",
      "name_and_email: Cleo Moss and cleo moss",
      "name_and_number: Dan Reed and Dan Reed",
    ]);
  });

  it("are never those who share a name alone, the end of a number, or what every house has", async () => {
    const account = testAccount();
    await make(account, { name: "Maria Silva", phone: "+5511987650001", email: "maria@one.example" });
    await make(account, { name: "Maria Silva", phone: "+5511987659999", email: "silva@two.example" });
    await make(account, { name: "One", phone: "+442079460958" });
    await make(account, { name: "Two", phone: "+492079460958" });
    await make(account, { name: "Office", email: "office@one.example" });
    await make(account, { name: "Office", email: "office@two.example" });
    expect(await reasons(account)).toEqual([]);
  });

  it("are not shown again once told apart, nor when one is gone", async () => {
    const account = testAccount();
    const user = account.user("subaccount_admin");
    const [a, b, c] = [
      await make(account, { name: "A", email: "a@example.com" }),
      await make(account, { name: "B", email: "a+b@example.com" }),
      await make(account, { name: "C", email: "a+c@example.com" }),
    ];
    expect(await reasons(account)).toHaveLength(3);
    await account.stub.dismissDuplicate(user, { id: b.id, other: a.id });
    expect((await reasons(account)).sort()).toEqual(["email: A and C", "email: B and C"]);
    await account.stub.deleteDocument(user, { collection: "contacts", id: c.id });
    expect(await reasons(account)).toEqual([]);
    await account.stub.deleteDocument(user, { collection: "contacts", id: a.id });
    expect(await rows(account, "SELECT 1 FROM contact_pairs")).toEqual([]);
  });

  it("are told apart by those who may change contacts", async () => {
    const account = testAccount();
    const { id } = await make(account, { name: "A" });
    const viewer = account.user("subaccount_viewer");
    expect(await refusal(account.stub.dismissDuplicate(viewer, { id, other: "con_none" }))).toBe("forbidden");
    expect(await refusal(account.stub.dismissDuplicate(account.user(), { id, other: "con_none" }))).toBe("not_found");
  });
});
