import { expect, it } from "vitest";
import { TENANT_STATUSES } from "./contracts/users.ts";
import { standingOf, stoppedBy } from "./standing.ts";

it.each([
  ["trial", null, "live", null],
  ["active", "active", "live", null],
  ["active", "suspended", "suspended", "agency"],
  ["trial", "cancelled", "cancelled", "agency"],
  ["suspended", "active", "suspended", "account"],
  ["suspended", "suspended", "suspended", "account"],
  ["suspended", "cancelled", "cancelled", "agency"],
  ["cancelled", "suspended", "cancelled", "account"],
] as const)("%s under an agency that is %s: %s, by %s", (status, agencyStatus, standing, by) => {
  const tenant = { status, agencyStatus, deletedAt: null };
  expect([standingOf(tenant), stoppedBy(tenant)]).toEqual([standing, by]);
});

it("deleted goes before everything", () => {
  for (const status of TENANT_STATUSES) {
    for (const agencyStatus of [null, ...TENANT_STATUSES])
      expect(standingOf({ status, agencyStatus, deletedAt: 1 })).toBe("deleted");
  }
});
