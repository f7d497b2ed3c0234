import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { KEY_SCOPES } from "../../schema/capabilities.ts";
import type { ApiKey, ApiKeyList, CreatedApiKey } from "../../schema/contracts/keys.ts";
import { KEYS_MAX } from "../../schema/contracts/keys.ts";
import type { AuditRow } from "../../schema/contracts/audit.ts";
import { forgetKeys } from "../middleware/read-key.ts";
import { rememberedPrincipals } from "../middleware/remembered-principals.ts";
import { call, type Call, type Cast, keyTo, makeCast } from "../security/cast.test-kit.ts";
import { prepared } from "../world.test-kit.ts";

const DAY_MS = 24 * 60 * 60_000;
let cast: Cast;
beforeEach(async () => {
  cast = await makeCast();
  forgetKeys();
});

type Who = keyof Cast["people"];
const as = (who: Who, path: string, options: Call = {}) => call(path, { token: cast.people[who].token, ...options });
const alder = () => ({ tenant: cast.tenants.alder.id });
const make = (who: Who, body: object, options: Call = {}) =>
  as(who, "/api/keys", { method: "POST", body: { name: "Shop", scopes: ["viewLeads"], ...body }, ...options });
const made = async (who: Who, body: object = {}, options: Call = {}) =>
  (await make(who, body, options)).json<CreatedApiKey>();
const rotate = (who: Who, id: string, body: object = {}, options: Call = {}) =>
  as(who, `/api/keys/${id}/rotation`, { method: "POST", body, ...options });
const revoke = (who: Who, id: string, options: Call = {}) =>
  as(who, `/api/keys/${id}`, { method: "DELETE", ...options });
const listed = async (options: Call = {}) =>
  (await (await as("agency_admin", "/api/keys", { ...alder(), ...options })).json<ApiKeyList>()).docs;
const reads = async (key: string, tenant?: string) => (await call("/api/contacts", { token: key, tenant })).status;
const faultOf = async (response: Response) => {
  const { errors } = await response.json<{ errors?: { code: string; field?: string; message: string }[] }>();
  return [response.status, errors?.[0]?.code, errors?.[0]?.field];
};

describe("making a key", () => {
  test("tells it once, and afterwards only its first characters, scopes, maker and state", async () => {
    const expiresAt = new Date(Date.now() + 90 * DAY_MS).toISOString();
    const { doc, key } = await made("subaccount_admin", { scopes: ["viewLeads", "editLeads"], expiresAt });
    expect(key).toMatch(/^trl_[0-9A-Za-z]{46}$/);
    expect(await reads(key)).toBe(200);
    const answer = await as("subaccount_admin", "/api/keys");
    const text = await answer.text();
    expect(text).not.toContain(key.slice(doc.prefix.length));
    const { docs } = JSON.parse(text) as ApiKeyList;
    expect(docs).toHaveLength(1);
    expect(docs[0]).toMatchObject({
      id: doc.id,
      name: "Shop",
      prefix: key.slice(0, 10),
      scopes: ["viewLeads", "editLeads"],
      state: "active",
      createdBy: { id: cast.people.subaccount_admin.id },
      expiresAt,
      revokedAt: null,
    });
    const stored = JSON.stringify((await prepared("SELECT * FROM api_keys").all()).results);
    expect(stored).not.toContain(key);
    const { docs: rows } = await (await as("subaccount_admin", "/api/audit")).json<{ docs: AuditRow[] }>();
    expect(rows.find(({ action }) => action === "apiKey.created")).toMatchObject({ entityId: doc.id });
    expect(JSON.stringify(rows)).not.toContain(key.slice(doc.prefix.length));
  });

  test("allows nothing that its maker may not do there, and nothing that only people do", async () => {
    expect(await faultOf(await make("subaccount_admin", { scopes: ["createTenants"] }))).toEqual([
      403,
      "forbidden",
      "scopes",
    ]);
    for (const scope of ["manageKeys", "manageUsers", "impersonate"])
      expect((await faultOf(await make("agency_admin", { scopes: [scope] }, alder())))[0], scope).toBe(400);
    expect(KEY_SCOPES).not.toContain("manageKeys");
    expect((await make("agency_admin", { scopes: ["createTenants", "deploy"] })).status).toBe(201);
    for (const who of ["subaccount_member", "subaccount_viewer"] as const)
      expect((await make(who, {})).status, who).toBe(403);
  });

  test("is not for whoever sees only what is assigned to them: a key would show them the rest", async () => {
    await prepared("UPDATE grants SET assigned_only = 1 WHERE user_id = ?").bind(cast.people.subaccount_admin.id).run();
    rememberedPrincipals.clear();
    expect((await make("subaccount_admin", {})).status).toBe(403);
  });

  test.each<[object, string]>([
    [{ name: "" }, "name"],
    [{ name: "x".repeat(81) }, "name"],
    [{ scopes: [] }, "scopes"],
    [{ scopes: ["viewLeads", "viewLeads"] }, "scopes"],
    [{ scopes: ["fly"] }, "scopes.0"],
    [{ expiresAt: "2020-01-01T00:00:00.000Z" }, "expiresAt"],
    [{ expiresAt: "soon" }, "expiresAt"],
  ])("refuses %j, naming %s", async (body, field) => {
    expect(await faultOf(await make("subaccount_admin", body))).toEqual([400, "invalid", field]);
  });

  test(`works ${KEYS_MAX} times, however many ask at once`, { timeout: 60_000 }, async () => {
    await env.DB.batch(
      Array.from({ length: KEYS_MAX - 2 }, (_, n) =>
        prepared(
          "INSERT INTO api_keys (id, tenant_id, name, hash, prefix, capabilities, created_by, created_at) VALUES (?, ?, 'K', ?, '', '[]', '', 1)",
        ).bind(`key_${n}_${cast.tenants.alder.id}`, cast.tenants.alder.id, `hash_${n}_${cast.tenants.alder.id}`),
      ),
    );
    const answers = await Promise.all(Array.from({ length: 6 }, () => make("subaccount_admin", {})));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 402, 402, 402, 402]);
    // What is over makes room.
    expect((await revoke("subaccount_admin", `key_0_${cast.tenants.alder.id}`)).status).toBe(200);
    expect((await make("subaccount_admin", {})).status).toBe(201);
  });
});

describe("a key", () => {
  test("of an agency acts on the clients that X-Tenant names, and on nobody else's", async () => {
    const { key } = await made("agency_admin", { scopes: ["viewLeads", "editLeads", "createTenants"] });
    const { alder: own, cedar, platform } = cast.tenants;
    const add = (tenant: string) =>
      call("/api/contacts", { token: key, tenant, method: "POST", body: { name: "Ana" } }).then(({ status }) => status);
    expect(await add(own.id)).toBe(201);
    expect(await add(cedar.id)).toBe(404);
    expect(await add(platform.id)).toBe(404);
    expect(await listed()).toEqual([]);
  });

  test("makes no keys, ends none, and touches neither people nor their rights, whatever its row says", async () => {
    const all = [...KEY_SCOPES, "manageKeys", "manageUsers", "impersonate"] as const;
    const token = await keyTo(cast.tenants.north.id, all, cast.people.agency_admin.id);
    const { doc } = await made("agency_admin", {}, alder());
    const body = { name: "Mine", scopes: ["viewLeads"] };
    for (const tenant of [cast.tenants.north.id, cast.tenants.alder.id]) {
      expect((await call("/api/keys", { token, tenant })).status).toBe(403);
      expect((await call("/api/keys", { token, tenant, method: "POST", body })).status).toBe(403);
    }
    expect((await call(`/api/keys/${doc.id}`, { token, ...alder(), method: "DELETE" })).status).toBe(403);
    const rotation = { token, ...alder(), method: "POST", body: {} };
    expect((await call(`/api/keys/${doc.id}/rotation`, rotation)).status).toBe(403);
  });

  test("of an account that is suspended can be revoked, and neither made nor replaced", async () => {
    const { doc, key } = await made("subaccount_admin");
    const suspension = `/api/tenants/${cast.tenants.alder.id}/suspension`;
    await as("agency_admin", suspension, { method: "PUT", body: { reason: "Unpaid" } });
    expect((await make("subaccount_admin", {})).status).toBe(403);
    expect((await rotate("subaccount_admin", doc.id)).status).toBe(403);
    expect((await revoke("subaccount_admin", doc.id)).status).toBe(200);
    expect(await reads(key)).toBe(401);
  });

  test("that is revoked opens no door within a second, in any isolate", async () => {
    const { doc, key } = await made("subaccount_admin");
    expect(await reads(key)).toBe(200);
    expect((await revoke("subaccount_admin", doc.id)).status).toBe(200);
    expect(await reads(key)).toBe(401);
    expect(await faultOf(await revoke("subaccount_admin", doc.id))).toEqual([409, "conflict", undefined]);
    expect((await listed())[0]).toMatchObject({ state: "revoked" });
    // Another isolate, which was told nothing, goes by what it remembers.
    const { doc: other, key: second } = await made("subaccount_admin");
    expect(await reads(second)).toBe(200);
    await prepared("UPDATE api_keys SET revoked_at = 2 WHERE id = ?").bind(other.id).run();
    await scheduler.wait(1_000);
    expect(await reads(second)).toBe(401);
  });

  test("of another account is not there", async () => {
    const { doc } = await made("cedarAdmin");
    for (const id of [doc.id, "key_00000000000000000000000000"]) {
      expect(await faultOf(await revoke("agency_admin", id, alder()))).toEqual([404, "not_found", undefined]);
      expect(await faultOf(await rotate("agency_admin", id, {}, alder()))).toEqual([404, "not_found", undefined]);
    }
  });

  test("is noted as used after the answer, once a minute at most", async () => {
    const { doc, key } = await made("subaccount_admin");
    expect((await listed())[0]?.lastUsedAt).toBeNull();
    await reads(key);
    await vi.waitFor(async () => expect((await listed())[0]?.lastUsedAt).not.toBeNull());
    const first = Date.now() - 59_000;
    const note = (at: number) => prepared("UPDATE api_keys SET last_used_at = ? WHERE id = ?").bind(at, doc.id).run();
    const used = () => prepared("SELECT last_used_at FROM api_keys WHERE id = ?").bind(doc.id).first("last_used_at");
    await note(first);
    forgetKeys();
    await reads(key);
    await scheduler.wait(50);
    expect(await used()).toBe(first);
    await note(first - 2_000);
    forgetKeys();
    await reads(key);
    await vi.waitFor(async () => expect(await used()).toBeGreaterThan(first));
  });

  test("says that it ends soon, that it has ended, or that another took its place", async () => {
    const at = (ms: number) => new Date(Date.now() + ms).toISOString();
    await made("subaccount_admin", { name: "later", expiresAt: at(15 * DAY_MS) });
    await made("subaccount_admin", { name: "soon", expiresAt: at(13 * DAY_MS) });
    const { doc } = await made("subaccount_admin", { name: "over" });
    await prepared("UPDATE api_keys SET expires_at = 2 WHERE id = ?").bind(doc.id).run();
    const states = Object.fromEntries((await listed()).map(({ name, state }) => [name, state]));
    expect(states).toEqual({ later: "active", soon: "expiring", over: "expired" });
  });
});

describe("rotating a key", () => {
  test("makes a new one with the same name and scopes; the old one works until the grace is over", async () => {
    const { doc, key } = await made("subaccount_admin", { scopes: ["viewLeads", "viewSettings"] });
    const answer = await rotate("subaccount_admin", doc.id, { graceHours: 2 });
    expect(answer.status).toBe(201);
    const next = await answer.json<CreatedApiKey>();
    expect(next.doc).toMatchObject({ name: "Shop", scopes: ["viewLeads", "viewSettings"], state: "active" });
    expect([await reads(key), await reads(next.key)]).toEqual([200, 200]);
    const old = (await listed()).find(({ id }) => id === doc.id) as ApiKey;
    expect(old).toMatchObject({ state: "replaced", replacedBy: next.doc.id });
    expect(Date.parse(old.expiresAt ?? "") - Date.now()).toBeLessThanOrEqual(2 * 60 * 60_000);
    await prepared("UPDATE api_keys SET expires_at = ? WHERE id = ?")
      .bind(Date.now() - 1, doc.id)
      .run();
    forgetKeys();
    expect([await reads(key), await reads(next.key)]).toEqual([401, 200]);
  });

  test("without a grace ends the old one at once, and gives one that had an end as long again", async () => {
    const { doc, key } = await made("subaccount_admin", { expiresAt: new Date(Date.now() + DAY_MS).toISOString() });
    const next = await (await rotate("subaccount_admin", doc.id, { graceHours: 0 })).json<CreatedApiKey>();
    expect([await reads(key), await reads(next.key)]).toEqual([401, 200]);
    expect(Math.abs(Date.parse(next.doc.expiresAt ?? "") - Date.now() - DAY_MS)).toBeLessThan(60_000);
  });

  test("happens once, however many ask at the same moment", { timeout: 60_000 }, async () => {
    const { doc } = await made("subaccount_admin");
    const answers = await Promise.all(Array.from({ length: 20 }, () => rotate("subaccount_admin", doc.id)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(19);
    expect(await listed()).toHaveLength(2);
  });

  test("needs every scope of the key: nobody gets by a rotation what they may not do", async () => {
    const { doc } = await made("agency_admin", { scopes: ["deploy"] }, alder());
    expect(await faultOf(await rotate("subaccount_admin", doc.id))).toEqual([403, "forbidden", "scopes"]);
  });

  test.each<[object, string]>([
    [{ graceHours: -1 }, "graceHours"],
    [{ graceHours: 169 }, "graceHours"],
    [{ expiresAt: "2020-01-01T00:00:00.000Z" }, "expiresAt"],
  ])("refuses %j, naming %s", async (body, field) => {
    const { doc } = await made("subaccount_admin");
    expect(await faultOf(await rotate("subaccount_admin", doc.id, body))).toEqual([400, "invalid", field]);
  });
});
