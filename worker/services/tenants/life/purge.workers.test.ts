import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, test, vi } from "vitest";
import { LONG, seeds } from "../../../../durable-objects/kit/chance.test-kit.ts";
import { SubAccount } from "../../../../durable-objects/index.ts";
import { subAccount } from "../../../../durable-objects/stubs.ts";
import { ERASED } from "../../../db/erase-tenant.ts";
import type { Env } from "../../../env.ts";
import { type Death, faultyD1 } from "../../../faulty-d1.test-kit.ts";
import { type Caller, makeWorld, prepared, type World } from "../../../world.test-kit.ts";
import { everythingOf, fullAccount, TABLES, tracesOf, type Victim } from "./erasure.test-kit.ts";
import { runDuePurges, runPurge } from "./run-purge.ts";

vi.spyOn(console, "warn").mockImplementation(() => undefined);
vi.spyOn(console, "error").mockImplementation(() => undefined);
vi.setConfig({ testTimeout: 180_000 });

const HOUR = 60 * 60_000;
const erase = (by: Caller, { id, slug }: Victim, confirm = slug) =>
  by.call("POST", `/api/tenants/${id}/purge`, { body: { confirm } });
const stepOf = (id: string) => prepared("SELECT step FROM purges WHERE tenant_id = ?").bind(id).first<string>("step");
const trail = async (tenantId: string, about: string) =>
  (
    await prepared("SELECT action FROM audit WHERE tenant_id = ? AND entity_id = ? ORDER BY seq")
      .bind(tenantId, about)
      .all<{ action: string }>()
  ).results.map(({ action }) => action);

interface Scene {
  world: World;
  agency: string;
  boss: Caller;
  victim: Victim;
}
async function scene(): Promise<Scene> {
  const world = await makeWorld();
  const agency = await world.agency();
  return { world, agency, boss: await world.signIn(agency, "agency_admin"), victim: await fullAccount(world, agency) };
}

async function deleted(given?: Partial<Scene>): Promise<Scene> {
  const made = { ...(await scene()), ...given };
  expect((await made.boss.call("DELETE", `/api/tenants/${made.victim.id}`)).status).toBe(200);
  return made;
}

test("every table that names a tenant is emptied, and each is known here", () => {
  const naming = TABLES.filter(({ columns }) => columns.some(({ name }) => name === "tenant_id")).map(
    ({ name }) => name,
  );
  expect(ERASED.map(({ name }) => name).sort()).toEqual(naming.filter((name) => name !== "purges").sort());
  expect(ERASED.length).toBeGreaterThan(12);
});

describe("an erasure", () => {
  test("leaves nothing of the account in any store, and every byte of its neighbour", async () => {
    const at = await scene();
    const neighbour = await fullAccount(at.world, at.agency);
    const before = await everythingOf(neighbour);
    await deleted(at);
    expect((await tracesOf(at.victim)).length).toBeGreaterThan(15);
    const answer = await erase(at.boss, at.victim);
    expect([answer.status, answer.body]).toMatchObject([202, { doc: { id: at.victim.id } }]);
    await runPurge(env, at.victim.id, Date.now() + 5_000);
    expect(await tracesOf(at.victim)).toEqual([]);
    expect(await everythingOf(neighbour)).toBe(before);
    expect(await trail(at.agency, at.victim.id)).toEqual(["tenant.deleted", "tenant.purge_started", "tenant.purged"]);

    // What was on its way while it ran is looked for once more.
    await env.MEDIA.put(`media/${at.victim.id}/late`, "late");
    await runDuePurges(env, Date.now() + 2 * HOUR);
    expect(await tracesOf(at.victim)).toEqual([]);
    expect(await stepOf(at.victim.id)).toBe("done");
    // Its address is free again.
    const again = { type: "subaccount", name: "Again", slug: at.victim.slug };
    expect((await at.boss.call("POST", "/api/tenants", { body: again })).status).toBe(201);
  });

  test("begins only with what is deleted, by a person who types its address, once", async () => {
    const at = await scene();
    expect((await erase(at.boss, at.victim)).status).toBe(409);
    await deleted(at);
    const wrong = await erase(at.boss, at.victim, "another-address");
    expect([wrong.status, wrong.body.errors?.[0]?.field]).toEqual([400, "confirm"]);
    const admin = await at.world.signIn(at.victim.id, "subaccount_admin");
    expect((await erase(admin, at.victim)).status).toBe(404);
    const race = await Promise.all(Array.from({ length: 10 }, () => erase(at.boss, at.victim)));
    expect(race.filter(({ status }) => status === 202)).toHaveLength(1);
    expect((await at.boss.call("PUT", `/api/tenants/${at.victim.id}/restoration`)).status).toBe(409);
    expect((await at.boss.call("GET", "/api/tenants?deleted=true")).text).not.toContain(at.victim.id);
  });

  test("gives people with another account that one for a home", async () => {
    const at = await scene();
    const other = await at.world.subAccount(at.agency);
    await prepared("INSERT INTO grants (user_id, tenant_id, role, created_at) VALUES (?, ?, 'subaccount_viewer', 1)")
      .bind(at.victim.userId, other)
      .run();
    await deleted(at);
    await erase(at.boss, at.victim);
    await runPurge(env, at.victim.id, Date.now() + 5_000);
    const home = await prepared("SELECT home_tenant_id FROM users WHERE id = ?")
      .bind(at.victim.userId)
      .first("home_tenant_id");
    expect(home).toBe(other);
  });

  test("of an agency waits for its clients, the deleted ones too", async () => {
    const at = await deleted();
    const owner = await at.world.signIn(at.world.platform, "platform_admin");
    const agency = { ...at.victim, id: at.agency, slug: at.agency.replace("_", "-") };
    expect((await owner.call("DELETE", `/api/tenants/${at.agency}`)).status).toBe(200);
    expect((await erase(owner, agency)).status).toBe(409);
    await owner.call("PUT", `/api/tenants/${at.agency}/restoration`);
    await erase(at.boss, at.victim);
    await runPurge(env, at.victim.id, Date.now() + 5_000);
    await owner.call("DELETE", `/api/tenants/${at.agency}`);
    expect((await erase(owner, agency)).status).toBe(202);
    await runPurge(env, at.agency, Date.now() + 5_000);
    expect(await prepared("SELECT id FROM tenants WHERE id = ?").bind(at.agency).first()).toBeNull();
    expect(await trail(at.world.platform, at.agency)).toEqual(expect.arrayContaining(["tenant.purged"]));
  });
});

describe("killed", () => {
  const withDeath = (death: Death | undefined): { own: Env; calls: () => number } => {
    const { d1, calls } = faultyD1(env.DB, death);
    const own: Env = new Proxy(env, {
      get: (target, property) => (property === "DB" ? d1 : (Reflect.get(target, property) as unknown)),
    });
    return { own, calls };
  };
  const begun = async (): Promise<Scene> => {
    const at = await deleted();
    expect((await erase(at.boss, at.victim)).status).toBe(202);
    return at;
  };

  test("before or after any call to the database, it ends as if nothing had happened", async () => {
    const calm = await begun();
    const { own, calls } = withDeath(undefined);
    await runPurge(own, calm.victim.id, Date.now() + 5_000);
    expect(await tracesOf(calm.victim)).toEqual([]);
    expect(calls()).toBeGreaterThan(10);
    const [seed = 1] = seeds(1);
    for (let call = 1; call <= calls(); call += 1) {
      for (const when of ["before", "after"] as const) {
        // Each death takes an account of its own, which is slow to fill: a short run goes through some of them.
        if (!LONG && (call * 2 + (when === "before" ? 0 : 1) + seed) % 9 !== 0) continue;
        const at = await begun();
        await runPurge(withDeath({ call, when }).own, at.victim.id, Date.now() + 5_000).catch(() => undefined);
        await runPurge(env, at.victim.id, Date.now() + HOUR / 2);
        expect({ call, when, seed, traces: await tracesOf(at.victim) }).toEqual({ call, when, seed, traces: [] });
        expect((await trail(at.agency, at.victim.id)).filter((action) => action === "tenant.purged")).toHaveLength(1);
      }
    }
  });

  test.each(["before", "after"] as const)("%s the object erased itself, it erases it again", async (when) => {
    const at = await begun();
    const real = SubAccount.prototype.purge;
    const spy = vi.spyOn(SubAccount.prototype, "purge").mockImplementationOnce(async function (
      this: SubAccount,
      actor,
    ) {
      if (when === "after") await real.call(this, actor);
      throw new Error("the object's answer was lost");
    });
    await runPurge(env, at.victim.id, Date.now() + 5_000);
    spy.mockRestore();
    expect(await stepOf(at.victim.id)).toBe("object");
    await runDuePurges(env, Date.now() + HOUR / 2);
    expect(await tracesOf(at.victim)).toEqual([]);
  });
});

describe("the audit log lets go of an erased tenant's rows", () => {
  const drop = (id: string) => prepared("DELETE FROM audit WHERE tenant_id = ?").bind(id).run();
  const at = (step: string, id: string) =>
    prepared("UPDATE purges SET step = ? WHERE tenant_id = ?").bind(step, id).run();

  test("at that step alone, and of nobody else", async () => {
    const { agency, boss, victim } = await deleted();
    await expect(drop(victim.id)).rejects.toThrow("append-only");
    await erase(boss, victim);
    await expect(drop(victim.id)).rejects.toThrow("append-only");
    await at("rows", victim.id);
    await expect(drop(agency)).rejects.toThrow("append-only");
    await expect(prepared("DELETE FROM audit").run()).rejects.toThrow("append-only");
    await expect(prepared("UPDATE audit SET action = 'x.y' WHERE tenant_id = ?").bind(victim.id).run()).rejects.toThrow(
      "append-only",
    );
    await drop(victim.id);
    await at("again", victim.id);
  });

  test("not without a word in the parent's log, nor while the tenant is there", async () => {
    const { victim } = await deleted();
    const insert = (id: string) =>
      prepared(
        "INSERT INTO purges (tenant_id, parent_id, type, step, integration_ids, attempts, started_by, started_at) SELECT id, parent_id, type, 'rows', '[]', 0, 'x', 1 FROM tenants WHERE id = ?",
      )
        .bind(id)
        .run();
    await insert(victim.id);
    await expect(drop(victim.id)).rejects.toThrow("append-only");
    const alive = await scene();
    await expect(insert(alive.victim.id)).rejects.toThrow("only a deleted tenant is purged");
  });

  test("and no tenant's row goes any other way", async () => {
    const { victim } = await deleted();
    await expect(prepared("DELETE FROM tenants WHERE id = ?").bind(victim.id).run()).rejects.toThrow(
      "a tenant leaves by being purged",
    );
  });
});

test("an erased object lets nobody in and writes nothing more", async () => {
  const { boss, victim } = await deleted();
  await erase(boss, victim);
  await runPurge(env, victim.id, Date.now() + 5_000);
  const late = subAccount(env, victim.id).ingest(
    { kind: "system", tenantId: victim.id, via: "webhook" },
    { events: [] },
  );
  const code = await Promise.resolve(late).then(
    () => "taken in",
    (error: { code?: string }) => error.code,
  );
  expect(code).toBe("not_found");
  expect(await runInDurableObject(subAccount(env, victim.id), (_object, { storage }) => storage.getAlarm())).toBeNull();
});
