import { describe, expect, test, vi } from "vitest";
import { TrellisError } from "../../../schema/errors.ts";
import type { ReachedTenant } from "../../directory/tenants.ts";
import { brandOf } from "../branding/worn.ts";
import type { Ctx } from "../ctx.ts";
import { tenantAccess } from "./access.ts";

vi.mock("../branding/worn.ts");
const near = { limit: "users", used: 3, max: 3, level: 100 } as const;
vi.mock("../usage/read.ts", () => ({
  limitsOf: () => Promise.resolve([{ limit: "contacts", used: 1, max: 1_000, level: null }, near]),
}));

const SINCE = Date.UTC(2026, 4, 1);
const tenant = (id: string, given: Partial<ReachedTenant> = {}): ReachedTenant => ({
  id,
  type: "subaccount",
  parentId: null,
  agencyId: null,
  name: `Name of ${id}`,
  slug: `slug-of-${id}`,
  status: "active",
  statusBefore: null,
  statusReason: "Unpaid since May",
  statusAt: SINCE,
  standingVersion: 1,
  listingVersion: 1,
  plan: "starter",
  deletedAt: null,
  createdAt: SINCE,
  updatedAt: SINCE,
  trialEndsAt: null,
  agencyStatus: null,
  agencyTrialEndsAt: null,
  secondFactorRequired: false,
  ...given,
});
const platform = tenant("platform", { type: "platform" });
const agency = tenant("agency", { type: "agency", parentId: "platform" });
const client = tenant("client", { parentId: "agency" });
const named = ({ id, type, name, slug }: ReachedTenant) => ({ id, type, name, slug });

/** A caller who acts on a tenant and whose grants reach some others. */
const ctx = (
  on: ReachedTenant,
  reached: ReachedTenant[],
  actor: object = { kind: "user", role: "agency_admin" },
): Ctx =>
  ({
    tenant: on,
    now: SINCE + 1,
    actor: { capabilities: ["viewLeads"], ...actor },
    enter: (id: string) => {
      const found = reached.find((one) => one.id === id);
      return found === undefined ? Promise.reject(new TrellisError("not_found")) : Promise.resolve({ tenant: found });
    },
  }) as unknown as Ctx;

describe("access", () => {
  test.each([
    [client, [platform, agency], [platform, agency, client]],
    [client, [agency], [agency, client]],
    // What lies above a gap is not told of either.
    [client, [platform], [client]],
    [client, [], [client]],
    [platform, [client], [platform]],
  ])("tells the way up as far as the caller reaches (%#)", async (on, reached, path) => {
    expect((await tenantAccess(ctx(on, reached))).path).toEqual(path.map(named));
  });

  test("fails where the way up cannot be read", async () => {
    for (const error of [new Error("no database"), new TrellisError("unavailable")]) {
      const broken = { ...ctx(client, []), enter: () => Promise.reject(error) };
      await expect(tenantAccess(broken)).rejects.toBe(error);
    }
  });

  test.each([
    [{}, { status: "live", by: null, reason: null, since: null }],
    [{ agencyStatus: "active" }, { status: "live", by: null, reason: null, since: null }],
    [
      { status: "suspended" },
      { status: "suspended", by: "account", reason: "Unpaid since May", since: "2026-05-01T00:00:00.000Z" },
    ],
    [
      { status: "cancelled", statusReason: null, statusAt: null },
      { status: "cancelled", by: "account", reason: null, since: null },
    ],
    [{ agencyStatus: "suspended" }, { status: "suspended", by: "agency", reason: null, since: null }],
    [
      { status: "trial", trialEndsAt: SINCE + 1, statusReason: null, statusAt: null },
      { status: "trial_over", by: "account", reason: null, since: null },
    ],
    [
      { status: "trial", trialEndsAt: SINCE + 2 },
      { status: "live", by: null, reason: null, since: null },
    ],
    [
      { agencyStatus: "trial", agencyTrialEndsAt: SINCE + 1 },
      { status: "trial_over", by: "agency", reason: null, since: null },
    ],
  ] satisfies [Partial<ReachedTenant>, object][])("of an account that is %j stands so: %j", async (given, standing) => {
    expect((await tenantAccess(ctx(tenant("client", given), []))).standing).toEqual(standing);
  });

  test("tells which limits of its plan are near, and of no other", async () => {
    expect((await tenantAccess(ctx(client, []))).limits).toEqual([near]);
  });

  test("tells how the account itself looks", async () => {
    const brand = { name: "North", accent: "#123456", logo: null };
    vi.mocked(brandOf).mockImplementationOnce(async (_env, id) => ({ ...brand, name: String(id) }));
    expect((await tenantAccess(ctx(client, [agency]))).brand).toEqual({ ...brand, name: "client" });
  });

  test("names the account, the role of a person and what they may; a key has no role", async () => {
    const of = (actor: object) => tenantAccess(ctx(client, [], actor));
    expect(await of({ kind: "user", role: "subaccount_viewer" })).toMatchObject({
      tenant: { id: "client", parent: "agency" },
      role: "subaccount_viewer",
      capabilities: ["viewLeads"],
    });
    expect(await of({ kind: "key", role: "subaccount_viewer" })).toMatchObject({ role: null });
  });
});
