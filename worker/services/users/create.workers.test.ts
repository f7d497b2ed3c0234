import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import type { LoginResponse, MeResponse } from "../../../schema/contracts/users.ts";
import { newId } from "../../../schema/ids.ts";
import type { Env } from "../../env.ts";
import { call } from "../../security/cast.test-kit.ts";
import { makeWorld } from "../../world.test-kit.ts";
import { createUser } from "./create.ts";
import { ensureFirstAdmin } from "./ensure-first-admin.ts";
import { login } from "./login.ts";

const NOW = Date.now();
const count = (table: string) => env.DB.prepare(`SELECT count(*) AS n FROM ${table} /* test */`).first<number>("n");

describe("the first admin", () => {
  const boot: Env = { ...env, TRELLIS_ADMIN_EMAIL: " Owner@Example.TEST ", TRELLIS_ADMIN_PASSWORD: "first password" };

  test("is made with the platform, once, however many starts run at the same time", async () => {
    await Promise.all([1, 2, 3].map(() => ensureFirstAdmin(boot, NOW)));
    await ensureFirstAdmin(boot, NOW);
    expect([await count("tenants"), await count("users"), await count("grants")]).toEqual([1, 1, 1]);
  });

  test("signs in, and owns the platform", async () => {
    const answer = await call("/api/users/login", {
      method: "POST",
      body: { email: "owner@example.test", password: "first password" },
    });
    const { token } = await answer.json<LoginResponse>();
    const me = await (await call("/api/users/me", { token })).json<MeResponse>();
    expect(me.tenants).toEqual([expect.objectContaining({ type: "platform", role: "platform_admin" })]);
  });

  test("keeps a password that has changed since", async () => {
    await ensureFirstAdmin({ ...boot, TRELLIS_ADMIN_PASSWORD: "another" }, NOW);
    const signIn = (password: string) =>
      call("/api/users/login", { method: "POST", body: { email: "owner@example.test", password } });
    expect((await signIn("another")).status).toBe(401);
    expect((await signIn("first password")).status).toBe(200);
  });

  test("is made by their own first sign-in where nothing ran before it, and by nobody else's", async () => {
    const fresh: Env = { ...boot, TRELLIS_ADMIN_EMAIL: "late@example.test" };
    const signIn = (email: string) =>
      login(fresh, {
        email,
        password: "first password",
        ip: null,
        userAgent: null,
        hostTenantId: null,
        requestId: "req_test",
        now: NOW,
      });
    await expect(signIn("other@example.test")).rejects.toMatchObject({ code: "invalid_credentials" });
    expect(await count("users")).toBe(1);
    expect((await signIn("late@example.test")).user.email).toBe("late@example.test");
  });

  test("is not made where none is asked for", async () => {
    const before = await count("users");
    await ensureFirstAdmin({ ...env, TRELLIS_ADMIN_EMAIL: "x@example.test" }, NOW);
    await ensureFirstAdmin(env, NOW);
    expect(await count("users")).toBe(before);
  });
});

describe("adding a person", () => {
  const input = (email: string, tenantId: string) =>
    ({ email, name: "Ada", password: "secret words", grants: [{ tenantId, role: "subaccount_admin" }] }) as const;

  test("stores a hash, a lower-cased address, grants and an audit row", async () => {
    const world = await makeWorld();
    const tenantId = await world.subAccount(await world.agency());
    const actor = { kind: "system", tenantId, via: "seed" } as const;
    const { id } = await createUser(
      env,
      actor,
      { ...input("Ada@Example.test", tenantId), grants: [{ tenantId, role: "subaccount_admin" }] },
      NOW,
    );
    const row = await env.DB.prepare("SELECT email, password_hash, home_tenant_id FROM users WHERE id = ?")
      .bind(id)
      .first<Record<string, string>>();
    expect(row).toMatchObject({ email: "ada@example.test", home_tenant_id: tenantId });
    expect(row?.["password_hash"]).toMatch(/^scrypt\$/);
    const audit = await env.DB.prepare("SELECT after FROM audit WHERE tenant_id = ? AND action = 'user.created'")
      .bind(tenantId)
      .first<string>("after");
    expect(audit).toContain("ada@example.test");
    expect(audit).not.toContain("scrypt");
    expect(audit).not.toContain("secret words");
  });

  test("is all or nothing: an address twice, a tenant that is not, a role of another tier", async () => {
    const world = await makeWorld();
    const agency = await world.agency();
    const tenantId = await world.subAccount(agency);
    const actor = { kind: "system", tenantId, via: "seed" } as const;
    await createUser(
      env,
      actor,
      { ...input("once@example.test", tenantId), grants: [{ tenantId, role: "subaccount_viewer" }] },
      NOW,
    );
    const before = [await count("users"), await count("grants"), await count("audit")];
    const add = (email: string, grants: Parameters<typeof createUser>[2]["grants"]) =>
      createUser(env, actor, { ...input(email, tenantId), grants }, NOW);
    await expect(add("ONCE@example.test", [{ tenantId, role: "subaccount_admin" }])).rejects.toMatchObject({
      code: "conflict",
    });
    await expect(add("two@example.test", [{ tenantId, role: "agency_admin" }])).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(
      add("three@example.test", [
        { tenantId, role: "subaccount_admin" },
        { tenantId: newId("tenant"), role: "subaccount_admin" },
      ]),
    ).rejects.toMatchObject({ code: "not_found" });
    await expect(add("no address", [{ tenantId, role: "subaccount_admin" }])).rejects.toThrow("e-mail");
    expect([await count("users"), await count("grants"), await count("audit")]).toEqual(before);
  });

  test("is the product's own doing only", async () => {
    const world = await makeWorld();
    const person = await world.signIn(world.platform, "platform_admin");
    const actor = {
      kind: "user",
      tenantId: world.platform,
      userId: person.userId,
      name: "P",
      role: "platform_admin",
      capabilities: [],
      sessionId: "s",
    } as const;
    const attempt = createUser(
      env,
      { ...actor, capabilities: [] },
      {
        email: "x@example.test",
        name: "X",
        password: "x",
        grants: [{ tenantId: world.platform, role: "platform_admin" }],
      },
      NOW,
    );
    await expect(attempt).rejects.toMatchObject({ code: "forbidden" });
  });
});
