import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { MyTenant } from "../../schema/contracts/users.ts";
import { accountsOfLevel, searchAccounts } from "./find-accounts.ts";

const grant = (id: string, type: MyTenant["type"], name: string): MyTenant => ({
  id,
  type,
  name,
  slug: name.toLowerCase(),
  parent: null,
  role: "agency_member",
  status: "active",
});
const asked = vi.fn<typeof fetch>();
beforeEach(() => vi.stubGlobal("fetch", asked));
afterEach(() => {
  vi.unstubAllGlobals();
  asked.mockReset();
});

function serverHas(...accounts: { id: string; name: string }[]): void {
  asked.mockImplementation(() =>
    Promise.resolve(
      Response.json({
        docs: accounts.map((account) => ({ ...account, type: "subaccount", figures: null })),
        totalDocs: accounts.length,
      }),
    ),
  );
}
const { signal } = new AbortController();

it("searches below every agency the person was given, once each", async () => {
  serverHas({ id: "c1", name: "Oak" });
  const found = await searchAccounts("oak", [grant("a1", "agency", "North"), grant("a2", "agency", "Oakland")], signal);
  expect(asked.mock.calls.map(([, init]) => new Headers(init?.headers).get("x-tenant"))).toEqual(["a1", "a2"]);
  expect(found.docs.map(({ id }) => id)).toEqual(["a2", "c1"]);
});

it("asks from the platform alone when that was given: it reaches everything", async () => {
  serverHas();
  await searchAccounts("x", [grant("p", "platform", "Trellis"), grant("a1", "agency", "North")], signal);
  expect(asked.mock.calls.map(([, init]) => new Headers(init?.headers).get("x-tenant"))).toEqual(["p"]);
});

it("needs no server for who was given single clients only", async () => {
  const granted = [grant("c1", "subaccount", "Casa"), grant("c2", "subaccount", "Brisa")];
  expect((await searchAccounts("cas", granted, signal)).docs.map(({ id }) => id)).toEqual(["c1"]);
  expect((await accountsOfLevel({ granted: true }, granted, signal)).total).toBe(2);
  expect(asked).not.toHaveBeenCalled();
});
