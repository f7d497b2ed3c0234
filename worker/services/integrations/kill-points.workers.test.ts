import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { SubAccount } from "../../../durable-objects/index.ts";
import { subAccount } from "../../../durable-objects/stubs.ts";
import { manifestOf } from "../../../modules/catalog.ts";
import { capabilitiesOf } from "../../../schema/capabilities.ts";
import { ScopedDb } from "../../db/scoped.ts";
import type { ReachedTenant } from "../../directory/tenants.ts";
import type { Env } from "../../env.ts";
import { fakeGraph, type FakeNumber } from "../../fake-graph.test-kit.ts";
import { type Death, faultyD1 } from "../../faulty-d1.test-kit.ts";
import { makeWorld, prepared } from "../../world.test-kit.ts";
import type { Ctx } from "../ctx.ts";
import { configureModule } from "./configure.ts";
import { installModule } from "./install.ts";
import { reapplyIntegrations } from "./reapply.ts";
import { rotateCredentials } from "./rotate.ts";
import { uninstallModule } from "./uninstall.ts";
import { upgradeIntegration } from "./upgrade.ts";
import { verifyIntegration } from "./verify.ts";

const graph = fakeGraph(env.META_GRAPH_URL);
vi.spyOn(console, "warn").mockImplementation(() => undefined);
vi.spyOn(console, "error").mockImplementation(() => undefined);

interface Scene {
  tenant: ReachedTenant;
  number: FakeNumber;
  /** A second token for the same number. */
  fresh: FakeNumber;
}

async function scene(): Promise<Scene> {
  const world = await makeWorld();
  const id = await world.subAccount(await world.agency());
  const tenant = await prepared(
    "SELECT id, type, parent_id AS parentId, agency_id AS agencyId, name, slug, status, plan, deleted_at AS deletedAt, NULL AS agencyStatus FROM tenants WHERE id = ?",
  )
    .bind(id)
    .first<ReachedTenant>();
  if (tenant === null) throw new Error("the account was not made");
  const number = graph.number();
  return { tenant, number, fresh: graph.number({ id: number.id, waba: number.waba }) };
}

function ctxOf({ tenant }: Scene, d1: D1Database = env.DB): Ctx {
  const actor: Ctx["actor"] = {
    kind: "user",
    tenantId: tenant.id,
    userId: "usr_test",
    name: "Ines",
    role: "subaccount_admin",
    capabilities: [...capabilitiesOf("subaccount_admin")],
    sessionId: "ses_test",
  };
  const own: Env = new Proxy(env, {
    get: (target, property) => (property === "DB" ? d1 : (Reflect.get(target, property) as unknown)),
  });
  const ctx: Ctx = {
    actor,
    email: "ines@example.test",
    tenant,
    env: own,
    db: new ScopedDb(own, actor),
    requestId: "req_test",
    origin: "http://trellis.test",
    now: Date.now(),
    waitUntil: () => undefined,
    enter: () => Promise.reject(new Error("not here")),
  };
  return ctx;
}

const install = (ctx: Ctx, { number: { id, waba, token } }: Scene) =>
  installModule(ctx, {
    module: "whatsapp",
    credentials: { phoneNumberId: id, businessAccountId: waba, accessToken: token },
    config: {},
    sandbox: false,
  });

async function installedId({ tenant }: Scene): Promise<string> {
  const row = await prepared("SELECT id FROM integrations WHERE tenant_id = ?").bind(tenant.id).first<{ id: string }>();
  if (row === null) throw new Error("nothing is installed");
  return row.id;
}

/** As if it had been installed before the catalog's first version. */
const age = (id: string) => prepared("UPDATE integrations SET version = '0.9.0' WHERE id = ?").bind(id).run();

/** Each verb, and what a person who heard no answer does: looks, and asks again if it has not happened. */
const VERBS = {
  install: {
    prepare: async () => undefined,
    run: async (ctx: Ctx, at: Scene) => void (await install(ctx, at)),
  },
  rotate: {
    prepare: (at: Scene) => install(ctxOf(at), at),
    run: async (ctx: Ctx, at: Scene) =>
      void (await rotateCredentials(ctx, await installedId(at), { credentials: { accessToken: at.fresh.token } })),
  },
  verify: {
    prepare: (at: Scene) => install(ctxOf(at), at),
    run: async (ctx: Ctx, at: Scene) => void (await verifyIntegration(ctx, await installedId(at))),
  },
  configure: {
    prepare: (at: Scene) => install(ctxOf(at), at),
    run: async (ctx: Ctx, at: Scene) => void (await configureModule(ctx, await installedId(at), { enabled: false })),
  },
  upgrade: {
    prepare: async (at: Scene) => {
      await install(ctxOf(at), at);
      await age(await installedId(at));
    },
    run: async (ctx: Ctx, at: Scene) =>
      void (await upgradeIntegration(ctx, await installedId(at), { version: manifestOf("whatsapp")?.version ?? "" })),
  },
  uninstall: {
    prepare: (at: Scene) => install(ctxOf(at), at),
    run: async (ctx: Ctx, at: Scene) => void (await uninstallModule(ctx, await installedId(at))),
  },
} as const;
const ALREADY_DONE = new Set(["conflict", "not_found", undefined]);

/** Everything that must be the same as if nothing had happened, without ids, versions and sealed texts. */
async function outcome({ tenant }: Scene) {
  const of = async (sql: string) => (await prepared(sql).bind(tenant.id).all()).results;
  const object = await runInDurableObject(subAccount(env, tenant.id), (_instance, state) =>
    state.storage.sql.exec("SELECT id, state, open, version FROM integrations").toArray(),
  );
  const rows = await of(
    "SELECT id, state, version AS release, desired_version AS version, applied_version AS applied FROM integrations WHERE tenant_id = ?",
  );
  return {
    states: rows.map(({ state, release }) => [state, release]),
    allApplied: rows.every(({ version, applied }) => version === applied),
    objectAgrees:
      JSON.stringify(object.map(({ id, state, version }) => [id, state, version])) ===
      JSON.stringify(rows.map(({ id, state, version }) => [id, state, version])),
    objectOpen: object.map(({ open }) => open),
    claims: await of("SELECT kind, outside_id AS id FROM outside_ids WHERE tenant_id = ? ORDER BY kind"),
    credentials: await of("SELECT field, hint FROM credentials WHERE tenant_id = ? ORDER BY field"),
    untold: await of("SELECT integration_id FROM integration_outbox WHERE tenant_id = ?"),
  };
}

async function runWithDeath(
  verb: (typeof VERBS)[keyof typeof VERBS],
  at: Scene,
  death: Death | undefined,
): Promise<number> {
  const { d1, calls } = faultyD1(env.DB, death);
  await verb.run(ctxOf(at, d1), at).catch((error: unknown) => error);
  return calls();
}

async function recover(verb: (typeof VERBS)[keyof typeof VERBS], at: Scene): Promise<void> {
  await reapplyIntegrations(env, Date.now() + 60_000);
  try {
    await verb.run(ctxOf(at), at);
  } catch (error) {
    if (!ALREADY_DONE.has((error as { code?: string }).code)) throw error;
  }
}

beforeEach(() => {
  graph.unreachable = false;
});

describe.each(Object.entries(VERBS))("%s, killed", (_name, verb) => {
  it("before or after any call to the database, ends as if nothing had happened", { timeout: 180_000 }, async () => {
    const calm = await scene();
    await verb.prepare(calm);
    const calls = await runWithDeath(verb, calm, undefined);
    expect(calls).toBeGreaterThan(3);
    const expected = await outcome(calm);
    expect(expected).toMatchObject({ allApplied: true, objectAgrees: true, untold: [] });

    for (let call = 1; call <= calls; call += 1) {
      for (const when of ["before", "after"] as const) {
        const at = await scene();
        await verb.prepare(at);
        await runWithDeath(verb, at, { call, when });
        await recover(verb, at);
        const ended = await outcome(at);
        expect({
          call,
          when,
          ...ended,
          objectOpen: ended.objectOpen.length,
          claims: ended.claims.length,
          credentials: ended.credentials.length,
        }).toEqual({
          call,
          when,
          ...expected,
          objectOpen: expected.objectOpen.length,
          claims: expected.claims.length,
          credentials: expected.credentials.length,
        });
      }
    }
  });

  it.each(["before", "after"] as const)("%s the object hears of it, ends as if nothing had happened", async (when) => {
    const at = await scene();
    await verb.prepare(at);
    const spies = (["applyIntegration", "removeIntegration"] as const).map((method) => {
      const real = SubAccount.prototype[method] as (...args: unknown[]) => unknown;
      return vi.spyOn(SubAccount.prototype, method).mockImplementationOnce(function (
        this: SubAccount,
        ...args: unknown[]
      ) {
        if (when === "after") Reflect.apply(real, this, args);
        throw new Error("the object's answer was lost");
      } as never);
    });
    await verb.run(ctxOf(at), at);
    for (const spy of spies) spy.mockRestore();
    expect((await outcome(at)).untold).toHaveLength(1);
    await reapplyIntegrations(env, Date.now() + 60_000);
    expect(await outcome(at)).toMatchObject({ allApplied: true, objectAgrees: true, untold: [] });
  });
});

it("goes red when nothing notes what the object was not told", async () => {
  const verb = VERBS.install;
  const { d1, calls } = faultyD1(env.DB, undefined);
  const calm = await scene();
  await verb.run(ctxOf(calm, d1), calm);
  const broken: unknown[] = [];
  for (let call = 1; call <= calls(); call += 1) {
    const at = await scene();
    await runWithDeath(verb, at, { call, when: "after" });
    await prepared("DELETE FROM integration_outbox").run();
    await recover(verb, at);
    const { allApplied, objectAgrees } = await outcome(at);
    if (!allApplied || !objectAgrees) broken.push(call);
  }
  expect(broken).not.toEqual([]);
});
