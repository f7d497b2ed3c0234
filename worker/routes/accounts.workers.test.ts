import { runInDurableObject } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { agency as rollUp, subAccount } from "../../durable-objects/stubs.ts";
import type { AccountLine } from "../../schema/contracts/accounts.ts";
import type { Page } from "../../schema/contracts/common.ts";
import type { AccountsDown } from "../../schema/realtime/accounts.ts";
import { newId } from "../../schema/ids.ts";
import { type Caller, makeWorld, prepared, type World } from "../world.test-kit.ts";

let world: World;
let platform: Caller;
let north: string;
let south: string;
let boss: Caller;
beforeAll(async () => {
  world = await makeWorld();
  platform = await world.signIn(world.platform, "platform_admin");
  [north, south] = [await world.agency(), await world.agency()];
  boss = await world.signIn(north, "agency_admin");
  await rebuild({});
});

async function rebuild(body: { agency?: string }): Promise<void> {
  expect((await platform.call("POST", "/api/accounts/rebuild", { body })).status).toBe(202);
  await vi.waitFor(
    async () => expect((await platform.call("GET", "/api/accounts/rebuild")).body).toEqual({ waiting: 0 }),
    { timeout: 10_000, interval: 50 },
  );
}

const lines = async (caller: Caller, query = "") =>
  (await caller.call<Page<AccountLine>>("GET", `/api/accounts${query}`)).body.docs;
const names = async (caller: Caller, query = "") => (await lines(caller, query)).map(({ name }) => name);

async function newClient(name: string, parent = north): Promise<string> {
  const body = { type: "subaccount", parent, name, slug: newId("tenant").replace("_", "-").toLowerCase() };
  const made = await platform.call<{ doc: { id: string } }>("POST", "/api/tenants", { body });
  expect(made.status).toBe(201);
  return made.body.doc.id;
}

/** A contact more, as a program with a key would add it. */
function addContact(tenantId: string): PromiseLike<unknown> {
  return subAccount(env, tenantId).createDocument(
    { kind: "key", tenantId, keyId: "key_x", name: "K", capabilities: ["viewLeads", "editLeads"] },
    { collection: "contacts", data: { name: "Ada" } },
  );
}

const contactsOf = async (caller: Caller, id: string) =>
  (await lines(caller, "?limit=200")).find((line) => line.id === id)?.figures?.contacts;

describe("what is done to an account shows in every list at once", () => {
  test("making, renaming, suspending, moving, deleting and restoring it", async () => {
    const id = await newClient("Oak & Olive");
    expect(await names(boss, "?q=olive")).toEqual(["Oak & Olive"]);
    expect((await lines(platform, "?q=olive"))[0]).toMatchObject({
      id,
      parent: north,
      status: "trial",
      plan: "starter",
    });
    await boss.call("PATCH", `/api/tenants/${id}`, { body: { name: "Oak & Sons" } });
    expect(await names(boss, "?q=olive")).toEqual([]);
    await boss.call("PUT", `/api/tenants/${id}/suspension`, { body: { reason: "Unpaid" } });
    expect(await names(boss, "?q=sons&status=suspended")).toEqual(["Oak & Sons"]);

    const southern = await world.signIn(south, "agency_admin");
    await platform.call("PUT", `/api/tenants/${id}/parent`, { body: { agency: south } });
    expect([await names(boss, "?q=sons"), await names(southern, "?q=sons")]).toEqual([[], ["Oak & Sons"]]);
    expect(await names(platform, `?q=sons&agency=${south}`)).toEqual(["Oak & Sons"]);

    await platform.call("DELETE", `/api/tenants/${id}`);
    expect([await names(southern, "?q=sons"), await names(platform, "?q=sons")]).toEqual([[], []]);
    await platform.call("PUT", `/api/tenants/${id}/restoration`);
    expect(await names(southern, "?q=sons")).toEqual(["Oak & Sons"]);
  });

  test("whoever changes a tenant, the sweep tells it where no request does", async () => {
    const id = await newClient("Quiet Ltd");
    await prepared("UPDATE tenants SET plan = 'enterprise' WHERE id = ?").bind(id).run();
    const noted = await prepared("SELECT over_id FROM listing_notes WHERE tenant_id = ? ORDER BY over_id")
      .bind(id)
      .all();
    expect(noted.results.map((row) => row["over_id"])).toEqual([north, world.platform].sort());
    const { tellListings } = await import("../services/accounts/tell-listings.ts");
    await tellListings(env, Date.now() + 60_000);
    expect((await lines(boss, "?q=quiet"))[0]?.plan).toBe("enterprise");
    expect(await prepared("SELECT * FROM listing_notes WHERE tenant_id = ?").bind(id).first()).toBeNull();
  });
});

describe("how an account does", () => {
  test("reaches its agency and the platform by itself, and moves along with it", async () => {
    const id = await newClient("Busy GmbH");
    await addContact(id);
    for (const caller of [boss, platform])
      await vi.waitFor(async () => expect(await contactsOf(caller, id)).toBe(1), { timeout: 8_000, interval: 100 });
    const sum = async (agencyId: string) =>
      (await lines(platform, "?type=agency")).find((line) => line.id === agencyId);
    expect((await sum(north))?.figures?.contacts).toBe(1);
    await platform.call("PUT", `/api/tenants/${id}/parent`, { body: { agency: south } });
    const southern = await world.signIn(south, "agency_admin");
    await vi.waitFor(async () => expect(await contactsOf(southern, id)).toBe(1), { timeout: 8_000, interval: 100 });
    await vi.waitFor(async () => expect((await sum(south))?.figures?.contacts).toBe(1), { timeout: 8_000 });
    expect((await sum(north))?.figures?.contacts).toBe(0);
  });

  test("is found again by a rebuild, whatever the roll-ups hold", { timeout: 30_000 }, async () => {
    const id = await newClient("Lost & Found");
    await addContact(id);
    await vi.waitFor(async () => expect(await contactsOf(platform, id)).toBe(1), { timeout: 8_000, interval: 100 });
    for (const overId of [north, world.platform])
      await runInDurableObject(rollUp(env, overId), (_object, { storage: { sql } }) => {
        sql.exec(
          "UPDATE accounts SET contacts = 77, name = 'Wrong', report_version = 900, listing_version = 900 WHERE id = ?",
          id,
        );
        sql.exec(
          "UPDATE accounts SET id = 'ten_never' WHERE id = (SELECT id FROM accounts WHERE type = 'subaccount' AND id <> ? LIMIT 1)",
          id,
        );
      });
    await rebuild({});
    for (const caller of [boss, platform]) {
      await vi.waitFor(async () => expect(await contactsOf(caller, id)).toBe(1), { timeout: 8_000, interval: 100 });
      const listed = (await lines(caller, "?limit=200&type=subaccount")).map((line) => line.id).sort();
      const below = caller === boss ? "agency_id = ?" : "? IS NOT NULL";
      const { results } = await prepared(
        `SELECT id FROM tenants WHERE type = 'subaccount' AND deleted_at IS NULL AND ${below} ORDER BY id`,
      )
        .bind(north)
        .all();
      expect(listed).toEqual(results.map((row) => row["id"]));
    }
    expect(await names(boss, "?q=found")).toEqual(["Lost & Found"]);
  });

  test("can be taken along whole, as CSV", async () => {
    await newClient("=cmd|' /C calc'!A0");
    const answer = await exports.default.fetch(
      new Request("http://trellis.test/api/accounts/export", {
        headers: { authorization: `Bearer ${boss.token}`, "x-tenant": north },
      }),
    );
    expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    const rows = (await answer.text()).trimEnd().split("\n");
    expect(rows[0]).toContain("id,name,address");
    expect(rows.length - 1).toBe((await lines(boss, "?limit=200")).length);
    expect(rows.some((row) => row.includes("'=cmd"))).toBe(true);
  });
});

describe("who sees what", () => {
  test("nobody lists, and only the platform rebuilds, what is not below them", async () => {
    const id = await newClient("Elm");
    const client = await world.signIn(id, "subaccount_admin");
    expect((await client.call("GET", "/api/accounts")).body).toMatchObject({ docs: [], totalDocs: 0 });
    expect((await client.call("GET", "/api/accounts", { tenant: north })).status).toBe(404);
    expect((await boss.call("GET", "/api/accounts", { tenant: south })).status).toBe(404);
    expect((await boss.call("POST", "/api/accounts/rebuild", { body: { agency: north } })).status).toBe(409);
    expect((await platform.call("POST", "/api/accounts/rebuild", { body: { agency: id } })).status).toBe(404);
  });

  test("badges are of accounts one reaches and sees all of", async () => {
    const [own, other] = [await newClient("Own"), await newClient("Other", south)];
    const ids = `${own},${other},${north},ten_none`;
    const seen = async (caller: Caller) =>
      (await caller.call<{ docs: { id: string }[] }>("GET", `/api/accounts/badges?ids=${ids}`)).body.docs
        .map(({ id }) => id)
        .sort();
    const client = await world.signIn(own, "subaccount_member");
    expect(await seen(client)).toEqual([own]);
    expect(await seen(boss)).toEqual([north, own].sort());
    expect(await seen(platform)).toEqual([north, own, other].sort());
    await prepared("UPDATE grants SET assigned_only = 1 WHERE user_id = ?").bind(client.userId).run();
    const asks =
      "INSERT INTO tenant_settings (tenant_id, impersonation, second_factor_required_at, updated_at) VALUES (?, 'ask', 1, 1)";
    await prepared(asks).bind(south).run();
    await scheduler.wait(1_000);
    expect(await seen(client)).toEqual([]);
    // In a session that has shown no second factor, where one is asked for.
    expect(await seen(platform)).toEqual([north, own].sort());
    await prepared("DELETE FROM tenant_settings WHERE tenant_id = ?").bind(south).run();
  });
});

interface Heard {
  frames: AccountsDown[];
  closed: Promise<number>;
}
async function listen({ token }: Caller, tenant: string, at = "http://trellis.test"): Promise<Heard> {
  const answer = await exports.default.fetch(
    new Request(`${at}/api/accounts/live?tenant=${tenant}`, {
      headers: { upgrade: "websocket", authorization: `Bearer ${token}` },
    }),
  );
  const { webSocket } = answer;
  if (webSocket === null) throw new Error(`no socket: ${answer.status}`);
  const heard: Heard = {
    frames: [],
    closed: new Promise((resolve) => webSocket.addEventListener("close", ({ code }) => resolve(code))),
  };
  webSocket.addEventListener("message", ({ data }) => void heard.frames.push(JSON.parse(String(data)) as AccountsDown));
  webSocket.accept();
  return heard;
}
const told = ({ frames }: Heard) => frames.flatMap((frame) => (frame.type === "accounts" ? frame.accounts : []));

describe("live", () => {
  test("at a client's own address nobody sees or hears of another client, whatever they reach elsewhere", async () => {
    const [there, sibling] = [await newClient("There"), await newClient("Not there")];
    const slug = await prepared("SELECT slug FROM tenants WHERE id = ?").bind(there).first<string>("slug");
    const at = `https://${slug}.localhost`;
    const badges = await exports.default.fetch(
      new Request(`${at}/api/accounts/badges?ids=${there},${sibling},${north}`, {
        headers: { authorization: `Bearer ${boss.token}` },
      }),
    );
    expect((await badges.json<{ docs: { id: string }[] }>()).docs.map(({ id }) => id)).toEqual([there]);
    const heard = await listen(boss, there, at);
    await vi.waitFor(() => expect(heard.frames[0]).toEqual({ type: "hello", covers: [there] }));
  });

  test("everyone hears of what they reach, without asking, and of nothing else", { timeout: 20_000 }, async () => {
    const [mine, sibling, foreign] = [
      await newClient("Mine"),
      await newClient("Sibling"),
      await newClient("Far", south),
    ];
    const client = await world.signIn(mine, "subaccount_member");
    const [top, whole, one] = [
      await listen(platform, world.platform),
      await listen(boss, north),
      await listen(client, mine),
    ];
    await vi.waitFor(() => expect(one.frames[0]).toEqual({ type: "hello", covers: [mine] }));
    for (const id of [sibling, foreign, mine]) await addContact(id);
    const ids = (heard: Heard) => [
      ...new Set(
        told(heard)
          .filter(({ figures }) => figures?.contacts === 1)
          .map(({ id }) => id),
      ),
    ];
    await vi.waitFor(() => expect(ids(one)).toEqual([mine]), { timeout: 8_000 });
    await vi.waitFor(() => expect(ids(whole)).toEqual(expect.arrayContaining([mine, sibling])), { timeout: 8_000 });
    await vi.waitFor(() => expect(ids(top)).toEqual(expect.arrayContaining([mine, sibling, foreign])), {
      timeout: 8_000,
    });
    expect(JSON.stringify(one.frames)).not.toContain(sibling);
    expect(JSON.stringify(whole.frames)).not.toContain(foreign);
    await boss.call("DELETE", `/api/tenants/${sibling}`);
    await vi.waitFor(() => expect(whole.frames.at(-1)).toMatchObject({ type: "accounts", gone: [sibling] }));
    expect(JSON.stringify(one.frames)).not.toContain(sibling);
  });

  test("whoever sees only what is assigned to them hears names, and no figures", { timeout: 20_000 }, async () => {
    const id = await newClient("Shy");
    const person = await world.signIn(id, "subaccount_member");
    await prepared("UPDATE grants SET assigned_only = 1 WHERE user_id = ?").bind(person.userId).run();
    const heard = await listen(person, id);
    await addContact(id);
    await vi.waitFor(() => expect(told(heard).length).toBeGreaterThan(0), { timeout: 8_000 });
    expect(told(heard).every(({ figures }) => figures === null)).toBe(true);
  });

  test("a socket ends with its session, and is renewed with its person's rights, within a second", async () => {
    const leaving = await world.signIn(north, "agency_member");
    const left = await listen(leaving, north);
    await leaving.call("POST", "/api/users/logout");
    expect(await Promise.race([left.closed, scheduler.wait(1_000)])).toBe(4401);

    const id = await newClient("Renewed");
    const person = await world.signIn(id, "subaccount_admin");
    await world.signIn(id, "subaccount_admin");
    const heard = await listen(person, id);
    const { docs } = (
      await boss.call<{ docs: { id: string; user: { id: string } }[] }>("GET", "/api/members", { tenant: id })
    ).body;
    const member = docs.find((one) => JSON.stringify(one).includes(person.userId));
    expect(
      (await boss.call("PATCH", `/api/members/${member?.id}`, { tenant: id, body: { role: "subaccount_viewer" } }))
        .status,
    ).toBe(200);
    expect(await Promise.race([heard.closed, scheduler.wait(1_000)])).toBe(4409);
  });

  test("nobody listens where they reach nothing, nor by a key", async () => {
    const far = await newClient("Far away", south);
    await expect(listen(boss, south)).rejects.toThrow("no socket: 404");
    await expect(listen(boss, far)).rejects.toThrow("no socket: 404");
    await expect(listen(boss, "ten_none")).rejects.toThrow("no socket: 404");
    const made = await boss.call<{ key: string }>("POST", "/api/keys", {
      body: { name: "K", scopes: ["viewSettings"] },
    });
    await expect(listen({ ...boss, token: made.body.key }, north)).rejects.toThrow("no socket: 403");
  });
});
