import type { Context } from "hono";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Capability, CAPABILITIES, type Role, type TenantType } from "../../schema/capabilities.ts";
import type { TenantRow } from "../../schema/control-plane/index.ts";
import type { AppEnv } from "../app-env.ts";
import type { PrincipalGrant } from "../directory/principals.ts";
import { type ReachedTenant, tenantById } from "../directory/tenants.ts";
import type { Env } from "../env.ts";
import { accessOn, activeTenant, capabilitiesOn, forgetTenants, reachableTenant, reaches } from "./active-tenant.ts";
import type { Caller } from "./principal.ts";

vi.mock("../directory/tenants.ts");

const client = { id: "client", type: "subaccount", agencyId: "agency" } as TenantRow;
const agency = { id: "agency", type: "agency", agencyId: "agency" } as TenantRow;
const platform = { id: "platform", type: "platform", agencyId: null } as TenantRow;

const grant = (
  [type, tenantId]: readonly [TenantType, string],
  role: Role,
  capabilities: Capability[],
  assignedOnly = false,
): PrincipalGrant => ({ type, tenantId, role, capabilities, assignedOnly, customRoleId: null });
const HERE = ["subaccount", "client"] as const;
const ABOVE = ["agency", "agency"] as const;
const NOT_FOUND = expect.objectContaining({ code: "not_found" }) as Error;
const ELSEWHERE = ["agency", "another"] as const;

describe("a grant", () => {
  test.each([
    [
      ["platform", "platform"],
      [true, true, true],
    ],
    [ABOVE, [false, true, true]],
    [HERE, [false, false, true]],
    [ELSEWHERE, [false, false, false]],
    [
      ["subaccount", "sibling"],
      [false, false, false],
    ],
    // Rights on a client that bears an agency's id would not be rights on what is below the agency.
    [
      ["subaccount", "agency"],
      [false, true, false],
    ],
  ] as const)("on %j reaches platform, agency, client: %j", ([type, tenantId], reached) => {
    expect([platform, agency, client].map((tenant) => reaches({ type, tenantId }, tenant))).toEqual(reached);
  });
});

describe("a tenant is reached", () => {
  const env = {} as Env;
  const known = [client, agency, platform] as ReachedTenant[];
  const NOW = Date.now();
  beforeEach(() => {
    forgetTenants();
    vi.useFakeTimers({ toFake: ["Date"], now: NOW });
    vi.mocked(tenantById).mockReset();
    vi.mocked(tenantById).mockImplementation(async (_env, id) => known.find((tenant) => tenant.id === id));
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const caller = (given: Partial<Caller> = {}) =>
    ({ grants: [grant(HERE, "subaccount_admin", [])], homeTenantId: "client", ...given }) as Caller;

  test("by a grant that reaches it; a foreign one is as missing, also when it is remembered", async () => {
    expect(await reachableTenant(env, caller(), "client")).toBe(client);
    for (const id of ["agency", "nobody"])
      await expect(reachableTenant(env, caller(), id), id).rejects.toThrow(NOT_FOUND);
    const grants = [grant(ELSEWHERE, "agency_admin", [])];
    const foreign = caller({ grants });
    await expect(reachableTenant(env, foreign, "client")).rejects.toThrow(NOT_FOUND);
    const both = caller({ grants: [...grants, grant(HERE, "subaccount_admin", [])] });
    expect(await reachableTenant(env, both, "client")).toBe(client);
  });

  test("by whoever is confined to it, and no other by them", async () => {
    const grants = [grant(ABOVE, "agency_admin", [])];
    expect(await reachableTenant(env, { grants, confinedTo: "client" }, "client")).toBe(client);
    await expect(reachableTenant(env, { grants, confinedTo: "client" }, "agency")).rejects.toThrow(NOT_FOUND);
    expect(await reachableTenant(env, { grants }, "agency")).toBe(agency);
  });

  test("by one look-up in 900 ms, which reading does not prolong; what nobody reached is not remembered", async () => {
    const looks = async (id: string, at: number) => {
      vi.setSystemTime(NOW + at);
      await reachableTenant(env, caller(), id).catch(() => undefined);
      return vi.mocked(tenantById).mock.calls.length;
    };
    expect([await looks("client", 0), await looks("client", 600), await looks("client", 899)]).toEqual([1, 1, 1]);
    expect(await looks("client", 900)).toBe(2);
    forgetTenants();
    expect(await looks("client", 901)).toBe(3);
    expect([await looks("agency", 902), await looks("agency", 903)]).toEqual([4, 5]);
  });

  test.each([
    [undefined, undefined, "client"],
    ["agency", undefined, "agency"],
    [undefined, "agency", "agency"],
    ["agency", "agency", "agency"],
  ])("X-Tenant %s and ?tenant=%s and home client act on %s", async (header, query, id) => {
    expect(await activeTenant(asked(header, query), boss)).toMatchObject({ id });
  });

  test.each([
    ["agency", "client"],
    ["agency", ""],
    ["", "agency"],
  ])("X-Tenant %j and ?tenant=%j disagree", async (header, query) => {
    const message = "X-Tenant and ?tenant= name different accounts.";
    await expect(activeTenant(asked(header, query), boss)).rejects.toMatchObject({
      code: "invalid",
      items: [{ message, field: "tenant" }],
    });
  });

  const boss = caller({ grants: [grant(ABOVE, "agency_admin", [])] });
  const asked = (header: string | undefined, query: string | undefined) =>
    ({
      env,
      req: {
        header: (name: string) => (name === "x-tenant" ? header : undefined),
        query: (name: string) => (name === "tenant" ? query : undefined),
      },
    }) as unknown as Context<AppEnv>;
});

describe("several grants", () => {
  test("allow together what those allow that reach the tenant, in the order of all capabilities", () => {
    const grants = [
      grant(HERE, "subaccount_member", ["sendMessages", "viewLeads"]),
      grant(ABOVE, "agency_member", ["viewLeads", "deploy"]),
      grant(ELSEWHERE, "agency_admin", [...CAPABILITIES]),
    ];
    expect(capabilitiesOn(grants, client)).toEqual(["viewLeads", "sendMessages", "deploy"]);
    expect(capabilitiesOn(grants, agency)).toEqual(["viewLeads", "deploy"]);
    expect(() => capabilitiesOn(grants, platform)).toThrow(NOT_FOUND);
    expect(() => accessOn(grants, platform)).toThrow(NOT_FOUND);
  });

  test("show the strongest role of those that reach it, whichever comes first", () => {
    const weak = grant(HERE, "subaccount_viewer", ["viewLeads"]);
    const strong = grant(ABOVE, "agency_member", ["viewLeads", "editLeads"]);
    const foreign = grant(ELSEWHERE, "agency_admin", [...CAPABILITIES]);
    for (const grants of [
      [weak, strong, foreign],
      [foreign, strong, weak],
    ])
      expect(accessOn(grants, client)).toEqual({ role: "agency_member", capabilities: ["viewLeads", "editLeads"] });
    // Of equals the first.
    expect(accessOn([weak, { ...weak, role: "agency_member" }], client).role).toBe("subaccount_viewer");
  });

  test.each([
    [[true], true],
    [[false], undefined],
    [[true, true], true],
    [[true, false], undefined],
    [[false, true], undefined],
  ])("seeing only what is assigned %j, they see only that together: %j", (each, together) => {
    const grants = each.map((assignedOnly) => grant(HERE, "subaccount_member", ["viewLeads"], assignedOnly));
    const foreign = grant(ELSEWHERE, "agency_admin", ["viewLeads"]);
    expect(accessOn([...grants, foreign], client)).toEqual({
      role: "subaccount_member",
      capabilities: ["viewLeads"],
      ...(together && { assignedOnly: true }),
    });
  });
});
