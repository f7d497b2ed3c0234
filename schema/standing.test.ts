import { expect, it } from "vitest";
import { TENANT_STATUSES } from "./contracts/users.ts";
import { standingOf, stoppedBy, trialUntil } from "./standing.ts";

const NOW = 1_000;

it.each([
  ["trial", null, null, null, "live", null],
  ["active", "active", null, null, "live", null],
  ["active", "suspended", null, null, "suspended", "agency"],
  ["trial", "cancelled", null, null, "cancelled", "agency"],
  ["suspended", "active", null, null, "suspended", "account"],
  ["suspended", "suspended", null, null, "suspended", "account"],
  ["suspended", "cancelled", null, null, "cancelled", "agency"],
  ["cancelled", "suspended", null, null, "cancelled", "account"],
  ["trial", "active", NOW + 1, null, "live", null],
  ["trial", "active", NOW, null, "trial_over", "account"],
  ["active", "active", NOW, null, "live", null],
  ["active", "trial", null, NOW, "trial_over", "agency"],
  ["trial", "trial", NOW, NOW, "trial_over", "account"],
  ["active", "active", null, NOW, "live", null],
  ["trial", "suspended", NOW, null, "suspended", "agency"],
  ["suspended", "trial", NOW, NOW, "suspended", "account"],
] as const)(
  "%s under an agency that is %s, their trials ending at %s and %s: %s, by %s",
  (status, agencyStatus, trialEndsAt, agencyTrialEndsAt, standing, by) => {
    const tenant = { status, agencyStatus, trialEndsAt, agencyTrialEndsAt, deletedAt: null };
    expect([standingOf(tenant, NOW), stoppedBy(tenant, NOW)]).toEqual([standing, by]);
  },
);

it.each([
  ["trial", "trial", 30, 20, 20],
  ["trial", "trial", 10, 20, 10],
  ["trial", "active", 30, 20, 30],
  ["active", "trial", 10, 20, 20],
  ["active", "active", 10, 20, null],
] as const)("%s under %s with trials to %s and %s stops at %s", (status, agencyStatus, own, agencys, until) => {
  const tenant = { status, agencyStatus, trialEndsAt: own, agencyTrialEndsAt: agencys, deletedAt: null };
  expect(trialUntil(tenant)).toBe(until);
});

it("deleted goes before everything", () => {
  for (const status of TENANT_STATUSES) {
    for (const agencyStatus of [null, ...TENANT_STATUSES])
      expect(standingOf({ status, agencyStatus, trialEndsAt: 1, agencyTrialEndsAt: 1, deletedAt: 1 }, NOW)).toBe(
        "deleted",
      );
  }
});
