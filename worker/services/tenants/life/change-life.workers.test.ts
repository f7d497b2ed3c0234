import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, test, vi } from "vitest";
import { SubAccount } from "../../../../durable-objects/index.ts";
import { subAccount } from "../../../../durable-objects/stubs.ts";
import { type Caller, makeWorld, prepared, type World } from "../../../world.test-kit.ts";
import { openLive } from "./open-live.test-kit.ts";
import { reapplyIntegrations } from "../../integrations/reapply.ts";

vi.spyOn(console, "warn").mockImplementation(() => undefined);

interface Scene {
  world: World;
  agency: string;
  client: string;
  owner: Caller;
  boss: Caller;
  admin: Caller;
}

async function scene(): Promise<Scene> {
  const world = await makeWorld();
  const agency = await world.agency();
  const client = await world.subAccount(agency);
  const [owner, boss, admin] = [
    await world.signIn(world.platform, "platform_admin"),
    await world.signIn(agency, "agency_admin"),
    await world.signIn(client, "subaccount_admin"),
  ];
  return { world, agency, client, owner, boss, admin };
}

const suspend = (by: Caller, id: string) =>
  by.call("PUT", `/api/tenants/${id}/suspension`, { body: { reason: "Unpaid since May" } });
const resume = (by: Caller, id: string) => by.call("DELETE", `/api/tenants/${id}/suspension`);
const write = (by: Caller, tenant?: string) =>
  by.call("POST", "/api/contacts", { body: { name: "Ada" }, ...(tenant === undefined ? {} : { tenant }) });
const heard = (tenantId: string) =>
  runInDurableObject(
    subAccount(env, tenantId),
    (_object, { storage }) =>
      storage.sql
        .exec<{ value: string }>("SELECT value FROM meta WHERE key = 'standing'")
        .toArray()[0]
        ?.value.split(" ")[0],
  );
const actions = async (tenantId: string) =>
  (
    await prepared("SELECT action FROM audit WHERE tenant_id = ? ORDER BY seq").bind(tenantId).all<{ action: string }>()
  ).results.map(({ action }) => action);

describe("a client", () => {
  test("suspended by its agency, reads and does not write; resumed, is what it was", async () => {
    const { agency, client, boss, admin } = await scene();
    expect((await write(admin)).status).toBe(201);
    const answer = await suspend(boss, client);
    expect([answer.status, answer.body]).toMatchObject([200, { doc: { status: "suspended" } }]);

    const refused = await write(admin);
    expect([refused.status, refused.body.errors?.[0]?.code]).toEqual([403, "suspended"]);
    expect((await write(boss, client)).status).toBe(403);
    expect((await admin.call("GET", "/api/contacts")).status).toBe(200);
    // Looking on is reading, and what a customer does on the built-in phone is theirs.
    expect((await admin.call("POST", "/api/live/tickets")).status).toBe(201);
    const phone = "/api/sandbox/phones/int_none/messages";
    const customer = { name: "Ana", phone: "447700900123" };
    expect((await admin.call("POST", phone, { body: { customer, text: "Hello" } })).status).toBe(404);
    const access = await admin.call("GET", `/api/tenants/${client}/access`);
    expect(access.body).toMatchObject({ standing: { status: "suspended", by: "account", reason: "Unpaid since May" } });
    expect(await heard(client)).toBe("suspended");

    expect((await suspend(boss, client)).status).toBe(409);
    expect((await resume(boss, client)).body).toMatchObject({ doc: { status: "active" } });
    expect((await write(admin)).status).toBe(201);
    expect(await heard(client)).toBe("live");
    expect(await actions(client)).toEqual(["tenant.suspended", "tenant.resumed"]);
    expect(await actions(agency)).toEqual(["tenant.suspended", "tenant.resumed"]);
  });

  test("that stops, or lives again, has open screens read at once what may be done now", async () => {
    const { agency, client, owner, boss, admin } = await scene();
    const acts = [
      () => suspend(boss, client),
      () => resume(boss, client),
      () => suspend(owner, agency),
      () => resume(owner, agency),
    ];
    for (const act of acts) {
      const sockets = await Promise.all([openLive(admin, client), openLive(boss, client)]);
      expect((await act()).status).toBe(200);
      await reapplyIntegrations(env, Date.now());
      expect(await Promise.all(sockets.map((socket) => socket.closed(2_000)))).toEqual([4409, 4409]);
    }
    const stays = await openLive(admin, client);
    await reapplyIntegrations(env, Date.now());
    expect(await stays.closed(100)).toBeUndefined();
    stays.close();
  });

  test("cannot be stopped by its own people, nor by another agency's", async () => {
    const { world, client, admin } = await scene();
    const stranger = await world.signIn(await world.agency(), "agency_admin");
    expect((await suspend(admin, client)).status).toBe(403);
    expect((await suspend(stranger, client)).status).toBe(404);
    expect((await admin.call("DELETE", `/api/tenants/${client}`)).status).toBe(403);
  });

  test("deleted, is gone from every list and door, keeps its address, and comes back whole", async () => {
    const { agency, client, boss, admin } = await scene();
    await write(admin);
    expect((await boss.call("DELETE", `/api/tenants/${client}`)).status).toBe(200);
    expect((await admin.call("GET", "/api/contacts")).status).toBe(404);
    expect((await boss.call("GET", "/api/contacts", { tenant: client })).status).toBe(404);
    expect((await boss.call("GET", `/api/tenants/${client}`)).status).toBe(404);
    expect((await boss.call("GET", "/api/tenants")).text).not.toContain(client);
    expect((await boss.call("GET", "/api/tenants?deleted=true")).text).toContain(client);
    expect((await admin.call("GET", "/api/users/me")).text).not.toContain(`"id":"${client}"`);
    const slug = client.replace("_", "-");
    const taken = await boss.call("POST", "/api/tenants", { body: { type: "subaccount", name: "Again", slug } });
    expect(taken.status).toBe(409);
    // Nobody's cache elsewhere lets them in: the object itself does not know them any more.
    const actor = {
      kind: "user",
      tenantId: client,
      userId: admin.userId,
      name: "A",
      role: "subaccount_admin",
    } as const;
    const call = subAccount(env, client).listLabels({ ...actor, capabilities: ["viewLeads"], sessionId: "ses_x" });
    await expect(
      Promise.resolve(call).then(
        () => "served",
        (error: { code?: string }) => error.code,
      ),
    ).resolves.toBe("not_found");

    // Who may not bring it back does not learn of it.
    expect((await admin.call("PUT", `/api/tenants/${client}/restoration`)).status).toBe(404);
    expect((await boss.call("PUT", `/api/tenants/${client}/restoration`)).status).toBe(200);
    expect((await admin.call("GET", "/api/contacts")).body).toMatchObject({ totalDocs: 1 });
    expect(await actions(agency)).toEqual(["tenant.deleted", "tenant.restored"]);
  });

  test("is not restored when its 30 days are over", async () => {
    const { client, boss } = await scene();
    await boss.call("DELETE", `/api/tenants/${client}`);
    await prepared("UPDATE tenants SET deleted_at = deleted_at - 2592000000 WHERE id = ?").bind(client).run();
    expect((await boss.call("PUT", `/api/tenants/${client}/restoration`)).status).toBe(409);
  });

  test("changed by two at once, is changed by one", async () => {
    const { client, boss } = await scene();
    const answers = await Promise.all(Array.from({ length: 20 }, () => suspend(boss, client)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(19);
    expect(await actions(client)).toEqual(["tenant.suspended"]);
  });

  test("is told by the sweep what its object did not hear", async () => {
    const { client, boss } = await scene();
    const spy = vi.spyOn(SubAccount.prototype, "applyStanding").mockImplementationOnce(() => {
      throw new Error("the object could not be reached");
    });
    expect((await suspend(boss, client)).status).toBe(200);
    spy.mockRestore();
    expect(await heard(client)).toBeUndefined();
    await reapplyIntegrations(env, Date.now() + 60_000);
    expect(await heard(client)).toBe("suspended");
    expect(await prepared("SELECT * FROM integration_outbox WHERE tenant_id = ?").bind(client).first()).toBeNull();
  });
});

describe("an agency", () => {
  test("suspended, takes all its clients with it, and gives each back its own status", async () => {
    const { world, agency, client, owner, boss, admin } = await scene();
    const other = await world.subAccount(agency);
    await suspend(boss, other);
    await suspend(owner, agency);
    for (const by of [admin, boss]) {
      const refused = await write(by, client);
      expect([refused.status, refused.body.errors?.[0]?.code]).toEqual([403, "suspended"]);
    }
    expect((await admin.call("GET", `/api/tenants/${client}/access`)).body).toMatchObject({
      standing: { status: "suspended", by: "agency", reason: null },
    });
    await reapplyIntegrations(env, Date.now());
    expect([await heard(client), await heard(other)]).toEqual(["suspended", "suspended"]);
    // The agency's own people have nothing to say while it is suspended; the platform has.
    expect((await resume(boss, other)).status).toBe(403);

    expect((await resume(owner, agency)).status).toBe(200);
    await reapplyIntegrations(env, Date.now());
    expect([await heard(client), await heard(other)]).toEqual(["live", "suspended"]);
    expect((await write(admin)).status).toBe(201);
    expect((await write(boss, other)).status).toBe(403);
  });

  test("with clients is not deleted; without, its people are out", async () => {
    const { agency, client, owner, boss } = await scene();
    const refused = await owner.call("DELETE", `/api/tenants/${agency}`);
    expect([refused.status, refused.text]).toEqual([409, expect.stringContaining("still has clients")]);
    await boss.call("DELETE", `/api/tenants/${client}`);
    expect((await owner.call("DELETE", `/api/tenants/${agency}`)).status).toBe(200);
    expect((await boss.call("GET", "/api/tenants")).status).toBe(404);
    // A client does not come back without what it stands under.
    expect((await owner.call("PUT", `/api/tenants/${client}/restoration`)).status).toBe(404);
  });

  test("cannot stop itself, and nobody stops the platform", async () => {
    const { world, agency, owner, boss } = await scene();
    expect((await suspend(boss, agency)).status).toBe(403);
    expect((await suspend(owner, world.platform)).status).toBe(403);
  });
});
