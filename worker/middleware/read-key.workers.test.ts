import { env } from "cloudflare:workers";
import { and, eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { Capability } from "../../schema/capabilities.ts";
import { type ApiKeyRow, customRoles, grants } from "../../schema/control-plane/index.ts";
import { newId } from "../../schema/ids.ts";
import { call, type Cast, keyTo, makeCast } from "../security/cast.test-kit.ts";
import type { Env } from "../env.ts";
import { newApiKey } from "../services/keys/key-format.ts";
import { prepared } from "../world.test-kit.ts";
import { forgetKeys, readKey } from "./read-key.ts";
import { rememberedPrincipals } from "./remembered-principals.ts";

let cast: Cast;
beforeAll(async () => {
  cast = await makeCast();
});
beforeEach(forgetKeys);

const keyOf = (tenantId: string, given: Partial<ApiKeyRow> = {}): Promise<string> =>
  keyTo(tenantId, ["viewLeads", "editLeads"], cast.people.agency_admin.id, given);
const statusOf = async (path: string, token: string, tenant?: string, init: { method?: string; body?: unknown } = {}) =>
  (await call(path, { token, ...(tenant === undefined ? {} : { tenant }), ...init })).status;

describe("an API key", () => {
  test("opens its tenant and what is below, and answers for the rest as if nothing were there", async () => {
    const { north, alder, birch, cedar } = cast.tenants;
    const key = await keyOf(north.id);
    expect(await statusOf("/api/contacts", key, alder.id)).toBe(200);
    expect(await statusOf("/api/contacts", key, birch.id)).toBe(200);
    expect(await statusOf("/api/contacts", key, cedar.id)).toBe(404);
    expect(await statusOf("/api/contacts", key)).toBe(409);
    const own = await keyOf(alder.id);
    expect(await statusOf("/api/contacts", own)).toBe(200);
    expect(await statusOf("/api/contacts", own, birch.id)).toBe(404);
    expect(await statusOf("/api/contacts", own, north.id)).toBe(404);
  });

  test("allows what its scopes say and no more, and stands on the trail under its own name", async () => {
    const { alder } = cast.tenants;
    const key = await keyOf(alder.id);
    const made = await call("/api/contacts", { token: key, method: "POST", body: { name: "Ana" } });
    expect(made.status).toBe(201);
    const { doc } = await made.json<{ doc: { id: string } }>();
    expect(await statusOf(`/api/contacts/${doc.id}`, key, undefined, { method: "DELETE" })).toBe(403);
    expect(await statusOf("/api/audit", key)).toBe(403);
    const { docs } = await (
      await call("/api/audit", { token: cast.people.subaccount_admin.token })
    ).json<{ docs: { actor: unknown; entityId: string }[] }>();
    expect(docs.find(({ entityId }) => entityId === doc.id)?.actor).toMatchObject({ type: "key", name: "Website" });
  });

  test.each([
    ["revoked", { revokedAt: 2 }],
    ["over", { expiresAt: 2 }],
  ])("that is %s opens nothing", async (_what, given) => {
    expect(await statusOf("/api/contacts", await keyOf(cast.tenants.alder.id, given))).toBe(401);
  });

  test("that never was opens nothing, nor does one of a wrong form or in the cookie", async () => {
    const key = await keyOf(cast.tenants.alder.id);
    for (const token of [newApiKey(), "trl_", `${key}0`]) expect(await statusOf("/api/contacts", token)).toBe(401);
    expect((await call("/api/contacts", { headers: { cookie: `__Host-trellis=${key}` } })).status).toBe(401);
  });

  test("is no person: it has no sessions, and opens no socket", async () => {
    const key = await keyOf(cast.tenants.alder.id);
    for (const path of ["/api/users/me", "/api/users/sessions"]) expect(await statusOf(path, key)).toBe(401);
    const socket = await call("/api/live", { token: key, headers: { upgrade: "websocket" } });
    expect(socket.status).toBe(403);
  });
});

describe("reading a key", () => {
  const NOW = Date.now();
  const NOBODY_ASKED = new Error("the database was asked");
  const refuse = () => {
    throw NOBODY_ASKED;
  };
  const silent = { ...env, DB: { prepare: refuse } as unknown as D1Database };
  const later: Promise<unknown>[] = [];
  const read = (key: string, on: Env = env) => readKey(on, key, (work) => later.push(work));
  beforeEach(() => {
    later.length = 0;
    vi.useFakeTimers({ toFake: ["Date"], now: NOW });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test("asks nothing for one of a wrong form, and once in a second for the same one, unless told to forget", async () => {
    await expect(read("trl_", silent)).rejects.toMatchObject({ code: "unauthenticated" });
    const key = await keyTo(cast.tenants.alder.id, ["viewLeads", "manageKeys"], cast.people.agency_admin.id);
    const principal = await read(key);
    expect(principal).toEqual({
      kind: "key",
      keyId: expect.stringMatching(/^key_/),
      name: "Website",
      homeTenantId: cast.tenants.alder.id,
      // Not manageKeys, whatever its row says.
      grants: [{ tenantId: cast.tenants.alder.id, type: "subaccount", capabilities: ["viewLeads"] }],
      expiresAt: null,
    });
    vi.setSystemTime(NOW + 800);
    expect(await read(key, silent)).toEqual(principal);
    forgetKeys();
    await expect(read(key, silent)).rejects.toBe(NOBODY_ASKED);
  });

  test("one that is remembered ends to the millisecond, like one that is not", async () => {
    const key = await keyOf(cast.tenants.alder.id, { expiresAt: NOW + 100 });
    await read(key);
    vi.setSystemTime(NOW + 99);
    expect(await read(key, silent)).toMatchObject({ expiresAt: NOW + 100 });
    vi.setSystemTime(NOW + 100);
    await expect(read(key)).rejects.toMatchObject({ code: "unauthenticated" });
    forgetKeys();
    await expect(read(key)).rejects.toMatchObject({ code: "unauthenticated" });
    vi.setSystemTime(NOW + 99);
    expect(await read(key)).toMatchObject({ expiresAt: NOW + 100 });
  });

  test.each([
    ["never", null, NOW],
    ["a minute ago", NOW - 60_000, NOW],
    ["less than a minute ago", NOW - 59_999, NOW - 59_999],
  ])("notes the use of one last used %s", async (_when, lastUsedAt, noted) => {
    const key = await keyOf(cast.tenants.alder.id, { lastUsedAt });
    const { keyId } = await read(key);
    expect(later).toHaveLength(noted === NOW ? 1 : 0);
    await Promise.all(later);
    expect(await prepared("SELECT last_used_at FROM api_keys WHERE id = ?").bind(keyId).first("last_used_at")).toBe(
      noted,
    );
  });

  test("goes on when its use cannot be noted, and says so", async () => {
    const warned = vi.spyOn(console, "warn").mockImplementation(() => {});
    const readOnly = {
      prepare: (sql: string) => {
        if (sql.startsWith("update")) throw new Error("full");
        return env.DB.prepare(sql);
      },
    } as unknown as D1Database;
    const { keyId } = await read(await keyOf(cast.tenants.alder.id), { ...env, DB: readOnly });
    await Promise.all(later);
    expect(warned.mock.calls.map(([line]) => JSON.parse(line as string) as unknown)).toEqual([
      { level: "warn", event: "key_use_not_noted", keyId, reason: expect.stringContaining("full") },
    ]);
    warned.mockRestore();
  });
});

describe("a grant", () => {
  const access = async () => {
    rememberedPrincipals.clear();
    const { subaccount_member: person } = cast.people;
    const answer = await call(`/api/tenants/${cast.tenants.alder.id}/access`, { token: person.token });
    return (await answer.json<{ capabilities?: Capability[] }>()).capabilities;
  };
  test("of a custom role allows what that role says, and nothing once the role is gone", async () => {
    const id = newId("role");
    const role = { tenantId: cast.tenants.alder.id, id, name: "Auditor", tier: "subaccount" as const };
    await drizzle(env.DB)
      .insert(customRoles)
      .values({ ...role, capabilities: ["viewSettings", "viewAudit"], createdAt: 1, updatedAt: 1 });
    await drizzle(env.DB)
      .update(grants)
      .set({ customRoleTenantId: role.tenantId, customRoleId: id })
      .where(and(eq(grants.userId, cast.people.subaccount_member.id), eq(grants.tenantId, role.tenantId)));
    expect(await access()).toEqual(["viewSettings", "viewAudit"]);
    await drizzle(env.DB)
      .delete(customRoles)
      .where(and(eq(customRoles.tenantId, role.tenantId), eq(customRoles.id, id)));
    expect(await access()).toBeUndefined();
  });
});
