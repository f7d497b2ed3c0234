import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { LONG } from "../../../durable-objects/kit/chance.test-kit.ts";
import { createVault, type VaultPlace } from "../../../durable-objects/kit/vault.ts";
import type { Account } from "../../../durable-objects/sub-account/account.ts";
import { sendDeps } from "../../../durable-objects/sub-account/sending/deps.ts";
import { SubAccount } from "../../../durable-objects/index.ts";
import { subAccount } from "../../../durable-objects/stubs.ts";
import { capabilitiesOf } from "../../../schema/capabilities.ts";
import type { Rewrapped } from "../../../schema/contracts/vault.ts";
import { newId } from "../../../schema/ids.ts";
import { ScopedDb } from "../../db/scoped.ts";
import type { ReachedTenant } from "../../directory/tenants.ts";
import { Died, faultyD1 } from "../../faulty-d1.test-kit.ts";
import { type Caller, makeWorld, prepared, type World } from "../../world.test-kit.ts";
import type { Ctx } from "../ctx.ts";
import { authenticatorPlace } from "../second-factor/secret.ts";
import { clientSecretPlace } from "../identity-provider/secret.ts";
import { credentialPlace } from "../integrations/seal.ts";
import { rewrapSecrets } from "./rewrap-secrets.ts";

/** Accounts with five values each, and two copies of them in their object. */
const ACCOUNTS = LONG ? 2_000 : 22;
const PEOPLE = LONG ? 500 : 52;
const AT_ONCE = 20;
const KEYS = JSON.parse(env.VAULT_KEYS) as Record<string, string>;
const [OLD = "", NEW = ""] = Object.keys(KEYS);
const only = (kid: string) => createVault(JSON.stringify({ [kid]: KEYS[kid] }));

/** Something sealed, as whoever reads it finds it. */
interface Kept {
  place: VaultPlace;
  secret: string;
  read(): Promise<string>;
}

let world: World;
let owner: Caller;
beforeEach(async () => {
  world = await makeWorld();
  owner = await world.signIn(world.platform, "platform_admin");
});

const FIELDS = {
  whatsapp: ["phoneNumberId", "accessToken", "appSecret", "verifyToken"],
  ai: ["apiKey"],
} as const;

/** An account with two modules, every value sealed under the old key, here and in its object. */
async function account(agency: string): Promise<Kept[]> {
  const tenantId = await world.subAccount(agency);
  const old = only(OLD);
  const kept: Kept[] = [];
  const rows: D1PreparedStatement[] = [];
  for (const [module, fields] of Object.entries(FIELDS)) {
    const id = newId("integration");
    rows.push(
      prepared(
        "INSERT INTO integrations (tenant_id, id, module, version, state, health, config, sandbox, desired_version, applied_version, created_at, updated_at) VALUES (?, ?, ?, '1.0.0', 'connected', '{}', '{}', 0, 1, 1, 0, 0)",
      ).bind(tenantId, id, module),
    );
    const secrets: Record<string, string> = {};
    for (const field of fields) {
      secrets[field] = `secret ${field} of ${id}`;
      const place = credentialPlace({ tenantId, module, id }, field);
      const { sealed, hint } = await old.seal(secrets[field], place);
      const at = [tenantId, id, field] as const;
      rows.push(
        prepared(
          "INSERT INTO credentials (tenant_id, integration_id, field, sealed, hint, updated_at) VALUES (?, ?, ?, ?, ?, 7)",
        ).bind(...at, sealed, hint),
      );
      const where = "tenant_id = ? AND integration_id = ? AND field = ?";
      kept.push({ place, secret: secrets[field], read: () => sealedIn(`credentials WHERE ${where}`, ...at) });
    }
    const place: VaultPlace = { tenantId, module, integrationId: id, field: "*", store: "account" };
    const { sealed } = await old.seal(JSON.stringify(secrets), place);
    const desired = {
      id,
      module,
      state: "connected" as const,
      config: {},
      open: {},
      sealed,
      sandbox: false,
      version: 1,
    };
    await subAccount(env, tenantId).applyIntegration({ kind: "system", tenantId, via: "control-plane" }, desired);
    kept.push({ place, secret: JSON.stringify(secrets), read: () => sealedInObject(tenantId, id) });
  }
  await env.DB.batch(rows);
  return kept;
}

/** An agency's secrets, with its sign-in provider and of a deployment, and the authenticators of its people. */
async function agencyWith(people: number): Promise<{ agency: string; kept: Kept[] }> {
  const agency = await world.agency();
  const old = only(OLD);
  const place = clientSecretPlace(agency);
  const { sealed, hint } = await old.seal("the agency's secret", place);
  await prepared(
    "INSERT INTO identity_providers (tenant_id, name, issuer, client_id, sealed, hint, enabled, created_at, updated_at) VALUES (?, 'Acme', 'https://id.example', 'trellis', ?, ?, 1, 0, 0)",
  )
    .bind(agency, sealed, hint)
    .run();
  const kept: Kept[] = [
    { place, secret: "the agency's secret", read: () => sealedIn("identity_providers WHERE tenant_id = ?", agency) },
  ];
  const deployment = `dep_${agency.slice(4)}`;
  const shared = credentialPlace({ tenantId: agency, module: "ai", id: deployment }, "apiKey");
  const key = await old.seal("the shared key", shared);
  await env.DB.batch([
    prepared(
      "INSERT INTO deployments (tenant_id, id, module, deploy_to, include_future, credential_mode, allow_customize, sandbox, config, state, revision, created_by_name, created_at, updated_at) VALUES (?, ?, 'ai', 'all', 0, 'shared', 0, 0, '{}', 'active', 1, 'Ann', 0, 0)",
    ).bind(agency, deployment),
    prepared(
      "INSERT INTO deployment_credentials (tenant_id, deployment_id, field, sealed, hint, updated_at) VALUES (?, ?, 'apiKey', ?, ?, 0)",
    ).bind(agency, deployment, key.sealed, key.hint),
  ]);
  kept.push({
    place: shared,
    secret: "the shared key",
    read: () => sealedIn("deployment_credentials WHERE tenant_id = ?", agency),
  });
  const session = `cgs_${agency.slice(4)}`;
  const sent = credentialPlace({ tenantId: agency, module: "ai", id: session }, "apiKey");
  const value = await old.seal("the key that was sent", sent);
  await env.DB.batch([
    prepared(
      "INSERT INTO concierge_sessions (tenant_id, id, state, occasion, live, total, blocked, created_at, updated_at) VALUES (?, ?, 'active', 'asked', 0, 1, 0, 0, 0)",
    ).bind(agency, session),
    prepared(
      "INSERT INTO concierge_answers (tenant_id, concierge_id, module, sandbox, config, updated_at) VALUES (?, ?, 'ai', 0, '{}', 0)",
    ).bind(agency, session),
    prepared(
      "INSERT INTO concierge_values (tenant_id, concierge_id, module, field, sealed, hint, updated_at) VALUES (?, ?, 'ai', 'apiKey', ?, ?, 0)",
    ).bind(agency, session, value.sealed, value.hint),
  ]);
  kept.push({
    place: sent,
    secret: "the key that was sent",
    read: () => sealedIn("concierge_values WHERE tenant_id = ?", agency),
  });
  const rows: D1PreparedStatement[] = [];
  for (let n = 0; n < people; n += 1) {
    const id = newId("user");
    const whose = authenticatorPlace(id);
    const secret = `code of ${id}`;
    rows.push(
      prepared(
        "INSERT INTO users (id, email, name, password_hash, home_tenant_id, created_at, updated_at) VALUES (?, ?, 'Ann', '', ?, 0, 0)",
      ).bind(id, `${id}@example.test`, agency),
      prepared("INSERT INTO authenticators (user_id, sealed, last_step, created_at) VALUES (?, ?, 0, 0)").bind(
        id,
        (await old.seal(secret, whose)).sealed,
      ),
    );
    kept.push({ place: whose, secret, read: () => sealedIn("authenticators WHERE user_id = ?", id) });
  }
  if (rows.length > 0) await env.DB.batch(rows);
  return { agency, kept };
}

async function sealedIn(from: string, ...values: string[]): Promise<string> {
  const row = await prepared(`SELECT sealed FROM ${from}`)
    .bind(...values)
    .first<{ sealed: string }>();
  return row?.sealed ?? "";
}

function sealedInObject(tenantId: string, id: string): Promise<string> {
  return runInDurableObject(
    subAccount(env, tenantId),
    (_object, { storage }) =>
      storage.sql.exec<{ sealed: string }>("SELECT sealed FROM integrations WHERE id = ?", id).one().sealed,
  );
}

/** How much of what is kept each key opens by itself. */
async function openedBy(kept: readonly Kept[]): Promise<{ old: number; new: number }> {
  const keys = { old: only(OLD), new: only(NEW) };
  const opened = { old: 0, new: 0 };
  for (let from = 0; from < kept.length; from += AT_ONCE) {
    await Promise.all(
      kept.slice(from, from + AT_ONCE).map(async ({ place, secret, read }) => {
        const sealed = await read();
        for (const which of ["old", "new"] as const)
          if ((await keys[which].open(sealed, place).catch(() => undefined)) === secret) opened[which] += 1;
      }),
    );
  }
  return opened;
}

async function sealAll(): Promise<Kept[]> {
  const { agency, kept } = await agencyWith(PEOPLE);
  for (let made = 0; made < ACCOUNTS; made += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, ACCOUNTS - made) }, () => account(agency));
    kept.push(...(await Promise.all(some)).flat());
  }
  return kept;
}

/** A whole pass over the API, as the command makes it. */
async function pass(): Promise<Pick<Rewrapped, "rewrapped" | "current" | "unreadable" | "failed">> {
  const sum: Pick<Rewrapped, "rewrapped" | "current" | "unreadable" | "failed"> = {
    rewrapped: 0,
    current: 0,
    unreadable: [],
    failed: [],
  };
  for (let after: string | null = ""; after !== null;) {
    const body: object = after === "" ? {} : { after };
    const answer = await owner.call<Rewrapped>("POST", "/api/vault/rewrap", { body });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ key: NEW, olderKeys: [OLD] });
    sum.rewrapped += answer.body.rewrapped;
    sum.current += answer.body.current;
    sum.unreadable.push(...answer.body.unreadable);
    sum.failed.push(...answer.body.failed);
    after = answer.body.next;
  }
  return sum;
}

/** The same at the verb, over another database. */
async function passOver(d1: D1Database): Promise<void> {
  const ctx = await ctxOf(d1);
  for (let after: string | null | undefined; after !== null;)
    ({ next: after } = await rewrapSecrets(ctx, after === undefined ? {} : { after }));
}

/** The same over a database that dies at some call. Answers whether it came to its end. */
async function passThatMayDie(call: number, when: "before" | "after"): Promise<boolean> {
  try {
    await passOver(faultyD1(env.DB, { call, when }).d1);
    return true;
  } catch (error) {
    if (!(error instanceof Died || (error instanceof Error && error.cause instanceof Died))) throw error;
    return false;
  }
}

async function ctxOf(d1: D1Database): Promise<Ctx> {
  const tenant = await prepared(
    "SELECT id, type, parent_id AS parentId, agency_id AS agencyId, name, slug, status, plan, deleted_at AS deletedAt, NULL AS agencyStatus FROM tenants WHERE id = ?",
  )
    .bind(world.platform)
    .first<ReachedTenant>();
  if (tenant === null) throw new Error("there is no platform");
  const actor: Ctx["actor"] = {
    kind: "user",
    tenantId: tenant.id,
    userId: owner.userId,
    name: "Ines",
    role: "platform_admin",
    capabilities: [...capabilitiesOf("platform_admin")],
    sessionId: "ses_test",
  };
  const own: Ctx["env"] = new Proxy(env, {
    get: (target, property) => (property === "DB" ? d1 : (Reflect.get(target, property) as unknown)),
  });
  return {
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
}

// A pass goes through every account there is: through those of the first test as well, however many it makes.
describe("turning the master key", { timeout: LONG ? 600_000 : 60_000 }, () => {
  it(
    "seals everything anew, however often it is cut off, and the old key is needed no more",
    { timeout: LONG ? 1_200_000 : 60_000 },
    async () => {
      const kept = await sealAll();
      expect(await openedBy(kept)).toEqual({ old: kept.length, new: 0 });

      // Each pass begins anew and gets further; the machinery dies with rows, chain and object in every state.
      const deaths = LONG ? 40 : 5;
      for (let n = 1; n <= deaths; n += 1)
        expect(await passThatMayDie(1 + n * n * (LONG ? 3 : 2), n % 2 === 0 ? "before" : "after")).toBe(false);
      const { old: underOld, new: underNew } = await openedBy(kept);
      expect(underNew).toBeGreaterThan(0);
      expect(underNew).toBeLessThan(kept.length);
      expect(underNew + underOld).toBe(kept.length);

      expect(await pass()).toEqual({
        rewrapped: kept.length - underNew,
        current: underNew,
        unreadable: [],
        failed: [],
      });
      expect(await openedBy(kept)).toEqual({ old: 0, new: kept.length });
      expect(await pass()).toEqual({ rewrapped: 0, current: kept.length, unreadable: [], failed: [] });
    },
  );

  it("changes nothing else: no hint, no time, no version; the log says how many, and no secret", async () => {
    const { agency } = await agencyWith(0);
    const [one] = await account(agency);
    const tenantId = one?.place.tenantId ?? "";
    const rows = async () =>
      (
        await prepared("SELECT field, hint, updated_at FROM credentials WHERE tenant_id = ? ORDER BY field")
          .bind(tenantId)
          .all()
      ).results;
    const before = await rows();
    await pass();
    expect(await rows()).toEqual(before);
    const { results } = await prepared("SELECT action, after FROM audit WHERE tenant_id = ?").bind(tenantId).all();
    expect(results.map(({ action, after }) => [action, after])).toEqual([
      ["vault.rewrapped", JSON.stringify({ key: NEW, values: 5 })],
    ]);
    // The object opens its copy as before.
    const opened = await runInDurableObject(subAccount(env, tenantId), async (_object, { storage }) => {
      const row = storage.sql.exec<{ id: string; module: string; sealed: string }>(
        "SELECT id, module, sealed FROM integrations WHERE module = 'ai'",
      );
      const deps = sendDeps({ env, tenantId } as unknown as Account);
      return deps.openCredentials({ ...row.one(), open: {} } as Parameters<typeof deps.openCredentials>[0]);
    });
    expect(opened["apiKey"]).toMatch(/^secret apiKey of int_/);
  });

  it("leaves a value that was changed while it was at work as it was changed", async () => {
    const { agency } = await agencyWith(0);
    const [credential, , , , copy] = await account(agency);
    if (credential === undefined || copy === undefined) throw new Error("nothing is kept");
    const { tenantId, integrationId, field } = credential.place;
    const theirs = (await only(NEW).seal("a newer secret", credential.place)).sealed;
    // Somebody is faster, between what was read and the batch that puts the new seals on.
    let changing: "not yet" | "now" | "done" = "not yet";
    const d1 = new Proxy(env.DB, {
      get(target, property) {
        if (property === "prepare") {
          return (text: string) => {
            if (changing === "not yet" && text.startsWith('update "credentials"')) changing = "now";
            return target.prepare(text);
          };
        }
        if (property !== "batch") return Reflect.get(target, property) as unknown;
        return async (statements: D1PreparedStatement[]) => {
          if (changing === "now") {
            changing = "done";
            await prepared("UPDATE credentials SET sealed = ? WHERE tenant_id = ? AND integration_id = ? AND field = ?")
              .bind(theirs, tenantId, integrationId, field)
              .run();
          }
          return target.batch(statements);
        };
      },
    });
    await passOver(d1);
    expect(changing).toBe("done");
    expect(await credential.read()).toBe(theirs);
    expect(await openedBy([copy])).toEqual({ old: 0, new: 1 });
  });

  it("names what no key opens, and an account that is away, and does the rest", async () => {
    const { agency } = await agencyWith(0);
    const [lost, ...others] = await account(agency);
    if (lost === undefined) throw new Error("nothing is kept");
    const { tenantId, integrationId, field } = lost.place;
    const foreign = createVault(JSON.stringify({ gone: KEYS[OLD] }));
    await prepared("UPDATE credentials SET sealed = ? WHERE tenant_id = ? AND integration_id = ? AND field = ?")
      .bind((await foreign.seal("lost", lost.place)).sealed, tenantId, integrationId, field)
      .run();
    const away = await account(agency);
    const awayId = away[0]?.place.tenantId ?? "";
    const { rewrapSecrets: real } = SubAccount.prototype;
    const spy = vi.spyOn(SubAccount.prototype, "rewrapSecrets").mockImplementation(function (this: SubAccount, actor) {
      return actor.tenantId === awayId ? Promise.reject(new Error("the object is away")) : real.call(this, actor);
    });

    const first = await pass();
    spy.mockRestore();
    expect(first.unreadable).toEqual([{ owner: tenantId, at: "whatsapp phoneNumberId" }]);
    expect(first.failed).toEqual([
      { account: awayId, reason: expect.stringContaining("the object is away") as string },
    ]);
    expect(await openedBy(others)).toEqual({ old: 0, new: others.length });
    const second = await pass();
    expect(second.failed).toEqual([]);
    expect(await openedBy(away)).toEqual({ old: 0, new: away.length });
  });

  it("is the platform's alone, and goes on only from where it was", async () => {
    const agency = await world.signIn(await world.agency(), "agency_admin");
    expect((await agency.call("POST", "/api/vault/rewrap", { body: {} })).status).toBe(409);
    for (const after of ["tenants", "tenants:x", "rows:", `users:${owner.userId}`]) {
      const { status, body } = await owner.call("POST", "/api/vault/rewrap", { body: { after } });
      expect([status, body.errors?.[0]?.field]).toEqual([400, "after"]);
    }
  });

  it("knows every table that keeps something sealed", async () => {
    const tables = (source: { name: string; sql: string }[]) =>
      source.filter(({ sql }) => /\bsealed\b/.test(sql)).map(({ name }) => name);
    const control = await prepared("SELECT name, sql FROM sqlite_schema WHERE type = 'table'").all<{
      name: string;
      sql: string;
    }>();
    expect(tables(control.results).toSorted()).toEqual([
      "authenticators",
      "concierge_values",
      "credentials",
      "deployment_credentials",
      "identity_providers",
    ]);
    const inObject = await runInDurableObject(
      subAccount(env, await world.subAccount(await world.agency())),
      (_o, { storage }) =>
        storage.sql
          .exec<{ name: string; sql: string }>("SELECT name, sql FROM sqlite_schema WHERE type = 'table'")
          .toArray(),
    );
    expect(tables(inObject)).toEqual(["integrations"]);
  });
});
