import { beforeEach, describe, expect, test, vi } from "vitest";
import { newId } from "../../../../schema/ids.ts";
import { type Caller, makeWorld, prepared, type World } from "../../../world.test-kit.ts";
import { openLive } from "./open-live.test-kit.ts";

vi.spyOn(console, "warn").mockImplementation(() => undefined);

let world: World;
let [from, to, client] = ["", "", ""];
let owner: Caller;
let [oldBoss, newBoss, admin]: Caller[] = [];
beforeEach(async () => {
  world = await makeWorld();
  from = await world.agency();
  to = await world.agency();
  client = await world.subAccount(from);
  owner = await world.signIn(world.platform, "platform_admin");
  oldBoss = await world.signIn(from, "agency_admin");
  newBoss = await world.signIn(to, "agency_admin");
  admin = await world.signIn(client, "subaccount_admin");
});

const move = (by: Caller, agency = to) => by.call("PUT", `/api/tenants/${client}/parent`, { body: { agency } });
const reads = async (by: Caller | undefined) => (await by?.call("GET", "/api/contacts", { tenant: client }))?.status;

describe("a client moved to another agency", () => {
  test("is the new one's and no longer the old one's, in three audit logs", async () => {
    expect([await reads(oldBoss), await reads(newBoss)]).toEqual([200, 404]);
    expect((await move(owner)).body).toMatchObject({ doc: { parent: to } });
    expect([await reads(oldBoss), await reads(newBoss), await reads(admin)]).toEqual([404, 200, 200]);
    for (const log of [client, from, to]) {
      const row = await prepared("SELECT action FROM audit WHERE tenant_id = ? ORDER BY seq DESC").bind(log).first();
      expect(row).toEqual({ action: "tenant.moved" });
    }
  });

  test("hears the sockets of people who lost reach close, within a second, and no other", async () => {
    const [old, own] = [await openLive(oldBoss as Caller, client), await openLive(admin as Caller, client)];
    await move(owner);
    expect(await old.closed(1_000)).toBe(4403);
    expect(await own.closed(200)).toBeUndefined();
    own.close();
  });

  test("keeps no grant, key or invitation of the old agency's people, and takes its roles along", async () => {
    const staff = await world.signIn(from, "agency_member");
    const [role, key, invitation] = [newId("role"), newId("apiKey"), newId("invitation")];
    await prepared("INSERT INTO grants (user_id, tenant_id, role, created_at) VALUES (?, ?, 'subaccount_admin', 1)")
      .bind(staff.userId, client)
      .run();
    await prepared(
      "INSERT INTO custom_roles (tenant_id, id, name, tier, capabilities, created_at, updated_at) VALUES (?, ?, 'Desk', 'subaccount', '[\"viewLeads\"]', 1, 1)",
    )
      .bind(from, role)
      .run();
    await prepared("UPDATE grants SET custom_role_tenant_id = ?, custom_role_id = ? WHERE user_id = ?")
      .bind(from, role, admin?.userId)
      .run();
    await prepared(
      "INSERT INTO api_keys (id, tenant_id, name, hash, prefix, capabilities, created_by, created_at) VALUES (?, ?, 'K', ?, 'trl_x', '[\"viewLeads\"]', ?, 1)",
    )
      .bind(key, client, key, oldBoss?.userId)
      .run();
    await prepared(
      "INSERT INTO invitations (id, tenant_id, email, role, assigned_only, token_hash, invited_by, invited_by_name, sends, sent_at, created_at, expires_at) VALUES (?, ?, 'a@example.test', 'subaccount_admin', 0, ?, ?, 'Old', 1, 1, 1, 4000000000000)",
    )
      .bind(invitation, client, invitation, oldBoss?.userId)
      .run();

    expect((await move(owner)).status).toBe(200);
    expect(await reads(staff)).toBe(404);
    const of = (sql: string, ...bound: unknown[]) =>
      prepared(sql)
        .bind(...bound)
        .first();
    expect(await of("SELECT 1 FROM grants WHERE user_id = ? AND tenant_id = ?", staff.userId, client)).toBeNull();
    expect(await of("SELECT 1 AS over FROM api_keys WHERE id = ? AND revoked_at IS NOT NULL", key)).toEqual({
      over: 1,
    });
    expect(await of("SELECT 1 AS over FROM invitations WHERE id = ? AND revoked_at IS NOT NULL", invitation)).toEqual({
      over: 1,
    });
    // The person has the role still, and nobody of the old agency decides any more what it allows.
    expect(await reads(admin)).toBe(200);
    await prepared("UPDATE custom_roles SET capabilities = '[]' WHERE tenant_id = ?").bind(from).run();
    expect(await of("SELECT name FROM custom_roles WHERE tenant_id = ? AND id = ?", client, role)).toEqual({
      name: "Desk",
    });
    expect(await of("SELECT custom_role_tenant_id AS home FROM grants WHERE user_id = ?", admin?.userId)).toEqual({
      home: client,
    });
  });

  test("needs the right on both agencies, an agency that is there, and one other than its own", async () => {
    expect((await move(oldBoss as Caller)).status).toBe(404);
    expect((await move(newBoss as Caller)).status).toBe(404);
    expect((await move(admin as Caller)).status).toBe(403);
    expect((await move(owner, from)).status).toBe(409);
    expect((await move(owner, newId("tenant"))).status).toBe(404);
    expect((await move(owner, world.platform)).status).toBe(400);
    await owner.call("PUT", `/api/tenants/${to}/suspension`, { body: { reason: "No" } });
    expect((await move(owner)).status).toBe(403);
    expect(await reads(oldBoss)).toBe(200);
  });

  test("by two at once, moves once", async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => move(owner)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });
});
