import fc from "fast-check";
import { expect, test } from "vitest";
import { CAPABILITIES, capabilitiesThrough } from "./capabilities.ts";
import { THROUGH_OTHERS_EYES } from "./through-others-eyes.ts";

const some = fc.subarray([...CAPABILITIES]);

test("through another's eyes one may do what both may, and nothing that is kept back", () => {
  fc.assert(
    fc.property(some, some, fc.boolean(), (own, theirs, write) => {
      const through = capabilitiesThrough(own, theirs, write);
      for (const capability of CAPABILITIES) {
        const both = own.includes(capability) && theirs.includes(capability);
        const use = THROUGH_OTHERS_EYES[capability];
        expect(through.includes(capability)).toBe(both && (use === "look" || (write && use === "write")));
      }
    }),
  );
});

test("whoever looks never sees to credentials, keys, people, money or other accounts", () => {
  const all = capabilitiesThrough(CAPABILITIES, CAPABILITIES, true);
  for (const kept of [
    "manageModules",
    "manageKeys",
    "manageUsers",
    "manageBilling",
    "createTenants",
    "manageTenants",
    "impersonate",
  ])
    expect(all).not.toContain(kept);
  expect(capabilitiesThrough(CAPABILITIES, CAPABILITIES, false)).toEqual(["viewLeads", "viewSettings", "viewAudit"]);
});
