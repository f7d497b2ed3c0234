import { expect, it } from "vitest";
import { CAPABILITIES } from "../../schema/capabilities.ts";
import type { TenantAccess } from "../../schema/contracts/tenants.ts";
import type { MeResponse } from "../../schema/contracts/users.ts";
import { accountOf } from "./account-of.ts";

function account(status: TenantAccess["standing"]["status"], capabilities: TenantAccess["capabilities"]) {
  const access = { tenant: { id: "ten_1" }, standing: { status }, capabilities } as TenantAccess;
  return accountOf(() => ({ access, me: {} as MeResponse }));
}

it("allows in a live account what the person has there, and nothing else", () => {
  const live = account("live", ["viewLeads", "sendMessages"]);
  expect(CAPABILITIES.filter((one) => live.can(one))).toEqual(["viewLeads", "sendMessages"]);
});

it.each([
  ["suspended", []],
  ["cancelled", []],
  ["trial_over", ["manageBilling" as const]],
] as const)("allows in a %s account to look, and to decide from above; then %j", (status, also) => {
  const still = account(status, [...CAPABILITIES]);
  expect(CAPABILITIES.filter((one) => still.can(one)).toSorted()).toEqual(
    ["viewLeads", "viewSettings", "viewAudit", "manageTenants", "impersonate", ...also].toSorted(),
  );
  expect(CAPABILITIES.filter((one) => still.holds(one))).toEqual([...CAPABILITIES]);
});
