import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { SubAccount } from "../../../durable-objects/index.ts";
import { subAccount } from "../../../durable-objects/stubs.ts";
import type { Integration } from "../../../schema/contracts/integrations.ts";
import { manifestOf } from "../../../modules/catalog.ts";
import { fakeGraph, type FakeNumber } from "../../fake-graph.test-kit.ts";
import { type Answer, type Caller, makeWorld, prepared, type World } from "../../world.test-kit.ts";
import { reapplyIntegrations } from "./reapply.ts";

const graph = fakeGraph(env.META_GRAPH_URL);
let world: World;
let agency: string;
let admin: Caller;
let number: FakeNumber;
let id: string;

beforeEach(async () => {
  graph.unreachable = false;
  graph.meanwhile = undefined;
  world = await makeWorld();
  agency = await world.agency();
  ({ admin, number, id } = await connected());
});

async function connected() {
  const caller = await world.signIn(await world.subAccount(agency), "subaccount_admin");
  const own = graph.number();
  const { status, body } = await install(caller, own);
  expect([status, body.doc.state]).toEqual([201, "connected"]);
  return { admin: caller, number: own, id: body.doc.id };
}

function install(
  caller: Caller,
  { id: phoneNumberId, waba: businessAccountId, token: accessToken }: FakeNumber,
  more: Record<string, string> = {},
) {
  const body = { module: "whatsapp", credentials: { phoneNumberId, businessAccountId, accessToken, ...more } };
  return caller.call<{ doc: Integration }>("POST", "/api/integrations", { body });
}

const rotate = (credentials: Record<string, string>): Promise<Answer<{ doc: Integration }>> =>
  admin.call("PUT", `/api/integrations/${id}/credentials`, { body: { credentials } });
const configure = (body: unknown): Promise<Answer<{ doc: Integration }>> =>
  admin.call("PATCH", `/api/integrations/${id}`, { body });
const verify = (): Promise<Answer<{ doc: Integration }>> => admin.call("POST", `/api/integrations/${id}/verification`);
const uninstall = (): Promise<Answer<{ doc: Integration }>> => admin.call("DELETE", `/api/integrations/${id}`);
const read = (): Promise<Answer<Integration>> => admin.call("GET", `/api/integrations/${id}`);

async function numbersOf(integrationId: string): Promise<unknown[]> {
  const { results } = await prepared(
    "SELECT outside_id AS id FROM outside_ids WHERE integration_id = ? AND kind = 'phone_number_id'",
  )
    .bind(integrationId)
    .all<{ id: string }>();
  return results.map((row) => row.id);
}

function accountCopy(tenantId = admin.homeTenantId) {
  return runInDurableObject(subAccount(env, tenantId), (_instance, state) =>
    state.storage.sql.exec("SELECT id, state, open, sealed, version FROM integrations").toArray(),
  );
}

describe("rotating credentials", () => {
  it("puts a checked set in force and gives it to the object", async () => {
    const [before] = await accountCopy();
    const fresh = graph.number({ id: number.id, waba: number.waba });
    graph.expire(number.token);
    const { status, body, text } = await rotate({ accessToken: fresh.token });
    expect(status).toBe(200);
    expect(body.doc).toMatchObject({
      state: "connected",
      applied: true,
      credentials: { accessToken: { set: true, hint: fresh.token.slice(-4) } },
    });
    expect(text).not.toContain(fresh.token);
    const [after] = await accountCopy();
    expect(after).toMatchObject({ version: 2, open: before?.["open"] });
    expect(after?.["sealed"]).not.toBe(before?.["sealed"]);
  });

  it("that the provider refuses changes nothing and names the field with the provider's reason", async () => {
    const [copy, document] = [await accountCopy(), (await read()).body];
    const { status, body } = await rotate({ accessToken: "EAAwrong" });
    expect(status).toBe(400);
    expect(body.errors).toEqual([
      { code: "invalid", field: "credentials.accessToken", message: expect.stringContaining("190") },
    ]);
    expect((await read()).body).toEqual(document);
    expect(await accountCopy()).toEqual(copy);
    expect((await verify()).body.doc.state).toBe("connected");
  });

  it("to another number moves the claim in one step, and frees the old one", async () => {
    const next = graph.number({ waba: number.waba, token: number.token });
    expect((await rotate({ phoneNumberId: next.id })).status).toBe(200);
    expect(await numbersOf(id)).toEqual([next.id]);
    const other = await world.signIn(await world.subAccount(agency), "subaccount_admin");
    expect((await install(other, number)).status).toBe(201);
  });

  it("to a number that someone else holds is refused whole", async () => {
    const rival = await connected();
    const { status, body } = await rotate({
      phoneNumberId: rival.number.id,
      businessAccountId: rival.number.waba,
      accessToken: rival.number.token,
    });
    expect([status, body.errors?.[0]?.code]).toEqual([409, "outside_id_taken"]);
    expect(await numbersOf(id)).toEqual([number.id]);
    expect((await read()).body.credentials["phoneNumberId"]?.value).toBe(number.id);
    expect((await verify()).body.doc.state).toBe("connected");
  });

  it("turns an app of one's own on and off, and the door with it", async () => {
    const on = await rotate({ appSecret: "own-app-secret-0123456789", verifyToken: "my-verify-token" });
    expect(on.body.doc.webhookUrl).toBe(`http://trellis.test/webhooks/whatsapp/${id}`);
    const kinds = async () =>
      (
        await prepared("SELECT kind, own_app AS own FROM outside_ids WHERE integration_id = ? ORDER BY kind")
          .bind(id)
          .all()
      ).results;
    expect(await kinds()).toEqual([
      { kind: "door", own: 1 },
      { kind: "phone_number_id", own: 1 },
      { kind: "waba", own: 1 },
    ]);
    const off = await rotate({ appSecret: "", verifyToken: "" });
    expect([off.body.doc.webhookUrl, off.body.doc.credentials["appSecret"]]).toEqual([null, { set: false, hint: "" }]);
    expect(await kinds()).toEqual([
      { kind: "phone_number_id", own: 0 },
      { kind: "waba", own: 0 },
    ]);
    expect((await rotate({ accessToken: "" })).body.errors?.[0]?.field).toBe("credentials.accessToken");
  });
});

describe("rotating in test mode", () => {
  it("is refused and changes nothing", async () => {
    const caller = await world.signIn(await world.subAccount(agency), "subaccount_admin");
    const { body } = await caller.call<{ doc: Integration }>("POST", "/api/integrations", {
      body: { module: "whatsapp", sandbox: true },
    });
    for (const credentials of [{ appSecret: "" }, { appSecret: "0".repeat(32) }, { verifyToken: "another-one" }]) {
      const refused = await caller.call("PUT", `/api/integrations/${body.doc.id}/credentials`, {
        body: { credentials },
      });
      expect([refused.status, refused.body.errors?.[0]?.field]).toEqual([400, "credentials"]);
    }
    expect((await caller.call<Integration>("GET", `/api/integrations/${body.doc.id}`)).body).toMatchObject({
      webhookUrl: body.doc.webhookUrl,
      updatedAt: body.doc.updatedAt,
    });
  });
});

describe("verifying", () => {
  it("reports what the provider says now, keeps the number claimed, and recovers", async () => {
    graph.expire(number.token);
    const bad = await verify();
    expect(bad.body.doc).toMatchObject({
      state: "error",
      health: { ok: false },
      applied: true,
      details: { displayNumber: number.display },
    });
    expect(await numbersOf(id)).toEqual([number.id]);
    expect(await accountCopy()).toMatchObject([{ state: "error", version: 2 }]);
    graph.number(number);
    expect((await verify()).body.doc).toMatchObject({ state: "connected", health: { ok: true } });
  });

  it("of an install that failed, whose number someone else has connected since, is refused", async () => {
    const late = graph.number();
    const other = await world.signIn(await world.subAccount(agency), "subaccount_admin");
    graph.unreachable = true;
    const failed = await install(other, late);
    graph.unreachable = false;
    const winner = await world.signIn(await world.subAccount(agency), "subaccount_admin");
    expect((await install(winner, late)).status).toBe(201);
    const verified = await other.call<{ doc: Integration }>(
      "POST",
      `/api/integrations/${failed.body.doc.id}/verification`,
    );
    expect([verified.status, verified.body.errors?.[0]?.code]).toEqual([409, "outside_id_taken"]);
    expect(await numbersOf(failed.body.doc.id)).toEqual([]);
  });
});

describe("switching off and on", () => {
  it("keeps the number, survives a check, and comes back as the check left it", async () => {
    expect((await configure({ enabled: false })).body.doc.state).toBe("disabled");
    expect(await numbersOf(id)).toEqual([number.id]);
    expect(await accountCopy()).toMatchObject([{ state: "disabled" }]);
    graph.expire(number.token);
    expect((await verify()).body.doc).toMatchObject({ state: "disabled", health: { ok: false } });
    expect((await configure({ enabled: true })).body.doc.state).toBe("error");
  });

  it("changes nothing when there is nothing to change, and refuses settings the module does not have", async () => {
    const before = (await read()).body;
    expect((await configure({ enabled: true, config: {} })).body.doc).toEqual(before);
    expect((await configure({})).body.doc).toEqual(before);
    expect((await configure({ config: { appliedVersion: 9 } })).body.errors?.[0]?.field).toBe("config.appliedVersion");
    expect(
      (await configure({ state: "error", desiredVersion: 99, sandbox: true, tenantId: "ten_x" })).body.doc,
    ).toEqual(before);
  });
});

describe("uninstalling", () => {
  it("leaves no credential, claim or copy, and the number can be connected elsewhere", async () => {
    const { status, body } = await uninstall();
    expect([status, body.doc.id, body.doc.state]).toEqual([200, id, "connected"]);
    expect((await read()).status).toBe(404);
    expect((await uninstall()).status).toBe(404);
    for (const table of ["credentials", "outside_ids", "integration_outbox"]) {
      expect(await prepared(`SELECT count(*) AS n FROM ${table} WHERE integration_id = ?`).bind(id).first()).toEqual({
        n: 0,
      });
    }
    expect(await accountCopy()).toEqual([]);
    const other = await world.signIn(await world.subAccount(agency), "subaccount_admin");
    expect((await install(other, number)).status).toBe(201);
    expect((await install(admin, graph.number())).status).toBe(201);
  });

  it("while a rotation is under way leaves nothing behind, whichever comes first", async () => {
    graph.meanwhile = async () => {
      graph.meanwhile = undefined;
      expect((await uninstall()).status).toBe(200);
    };
    const { status } = await rotate({ accessToken: graph.number({ id: number.id, waba: number.waba }).token });
    expect(status).toBe(409);
    expect(await prepared("SELECT count(*) AS n FROM credentials WHERE integration_id = ?").bind(id).first()).toEqual({
      n: 0,
    });
    expect(await numbersOf(id)).toEqual([]);
    expect(await accountCopy()).toEqual([]);
  });

  it("whose object was away is finished by the sweep, and a late older push does not bring it back", async () => {
    const away = vi.spyOn(SubAccount.prototype, "removeIntegration").mockImplementationOnce(() => {
      throw new Error("the object is away");
    });
    expect((await uninstall()).status).toBe(200);
    away.mockRestore();
    const [copy] = await accountCopy();
    expect(copy?.["id"]).toBe(id);
    expect(await reapplyIntegrations(env, Date.now() + 60_000)).toEqual({ applied: 1, failed: 0 });
    expect(await accountCopy()).toEqual([]);
    const actor = { kind: "system", tenantId: admin.homeTenantId, via: "control-plane" } as const;
    const stale = {
      id,
      module: "whatsapp",
      state: "connected",
      config: {},
      open: {},
      sealed: "x",
      sandbox: false,
      version: 1,
    } as const;
    await subAccount(env, admin.homeTenantId).applyIntegration(actor, { ...stale, config: {}, open: {} });
    expect(await accountCopy()).toEqual([]);
  });
});

describe("credentials that no longer open", () => {
  it("are told apart from ones the provider refuses, and can be entered again", async () => {
    vi.spyOn(console, "warn").mockImplementationOnce(() => undefined);
    await prepared("UPDATE credentials SET sealed = '{}' WHERE integration_id = ?").bind(id).run();
    expect((await read()).body.credentials["phoneNumberId"]).toEqual({ set: true, hint: number.id.slice(-4) });
    const verified = await verify();
    expect(verified.body.doc).toMatchObject({ state: "error", health: { reason: expect.stringContaining("opened") } });
    expect(await numbersOf(id)).toEqual([number.id]);
    const part = await rotate({ accessToken: number.token });
    expect(part.body.errors?.map(({ field }) => field)).toEqual([
      "credentials.phoneNumberId",
      "credentials.businessAccountId",
    ]);
    const whole = await rotate({
      phoneNumberId: number.id,
      businessAccountId: number.waba,
      accessToken: number.token,
    });
    expect(whole.body.doc).toMatchObject({ state: "connected", applied: true });
    expect(await accountCopy()).toMatchObject([{ state: "connected" }]);
  });
});

describe("parallel changes", () => {
  it("never end in a mixture: the loser is told to load again", async () => {
    const a = graph.number({ id: number.id, waba: number.waba });
    const b = graph.number({ id: number.id, waba: number.waba });
    const answers = await Promise.all([
      rotate({ accessToken: a.token }),
      rotate({ accessToken: b.token }),
      configure({ enabled: false }),
    ]);
    const statuses = answers.map(({ status }) => status);
    expect(new Set(statuses).has(200)).toBe(true);
    expect(statuses.every((status) => status === 200 || status === 409)).toBe(true);
    const version = await prepared("SELECT desired_version AS v, applied_version AS a FROM integrations WHERE id = ?")
      .bind(id)
      .first<{ v: number; a: number }>();
    expect(version?.v).toBe(1 + statuses.filter((status) => status === 200).length);
    expect(version?.a).toBe(version?.v);
    expect(await accountCopy()).toMatchObject([{ version: version?.v }]);
  });
});

describe("the trail and the secrets", () => {
  it("audits every change in both stores, and no secret is in a trail, a table, an answer or the log", async () => {
    const said: unknown[] = [];
    for (const method of ["log", "info", "warn", "error", "debug"] as const) {
      vi.spyOn(console, method).mockImplementation((...args: unknown[]) => void said.push(args));
    }
    const canaries = {
      accessToken: `EAAcanary${crypto.randomUUID()}`,
      appSecret: `canary-app-${crypto.randomUUID()}`,
      verifyToken: `canary-verify-${crypto.randomUUID()}`,
    };
    graph.number({ id: number.id, waba: number.waba, token: canaries.accessToken });
    const answers = [
      await rotate(canaries),
      await rotate({ accessToken: `${canaries.accessToken}-wrong` }),
      await verify(),
      await configure({ enabled: false }),
      await read(),
      await admin.call("GET", "/api/integrations"),
      await admin.call("POST", "/api/integrations", { body: { module: "whatsapp", credentials: canaries } }),
      await admin.call<{ docs: { action: string; store: string }[] }>("GET", "/api/audit?limit=200"),
      await uninstall(),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 400, 200, 200, 200, 200, 400, 200, 200]);
    const { results } = await prepared("SELECT action FROM audit WHERE tenant_id = ? ORDER BY at, id")
      .bind(admin.homeTenantId)
      .all<{ action: string }>();
    expect(results.map(({ action }) => action)).toEqual([
      "integration.installed",
      "integration.credentials_rotated",
      "integration.verified",
      "integration.configured",
      "integration.uninstalled",
    ]);
    const trail = (answers[7] as Answer<{ docs: { at: string; action: string; store: string }[] }>).body.docs;
    expect(new Set(trail.map(({ store }) => store))).toEqual(new Set(["control", "account"]));
    expect(trail.map(({ at }) => at)).toEqual(
      trail
        .map(({ at }) => at)
        .toSorted()
        .toReversed(),
    );

    const tables = await Promise.all(
      ["integrations", "credentials", "audit", "outside_ids", "integration_outbox"].map((table) =>
        prepared(`SELECT * FROM ${table}`).all(),
      ),
    );
    const object = await runInDurableObject(subAccount(env, admin.homeTenantId), (_instance, state) =>
      ["integrations", "audit", "changes", "activities"].map((table) =>
        state.storage.sql.exec(`SELECT * FROM ${table}`).toArray(),
      ),
    );
    const everything = JSON.stringify([said, answers.map(({ text }) => text), tables, object]);
    for (const canary of Object.values(canaries)) expect(everything).not.toContain(canary);
  });
});

describe("an integration of an earlier version", () => {
  const offered = manifestOf("whatsapp")?.version ?? "";
  const upgrade = (version = offered): Promise<Answer<{ doc: Integration }>> =>
    admin.call("POST", `/api/integrations/${id}/upgrade`, { body: { version } });
  const pin = (method: "PUT" | "DELETE"): Promise<Answer<{ doc: Integration }>> =>
    admin.call(method, `/api/integrations/${id}/pin`, {});
  const age = (version: string) => prepared("UPDATE integrations SET version = ? WHERE id = ?").bind(version, id).run();
  beforeEach(() => age("0.9.0"));

  it("says what is new, changes nothing by itself, and is upgraded when somebody asks for just that version", async () => {
    const { body } = await read();
    expect([body.version, body.upgrade?.version, body.pinned]).toEqual(["0.9.0", offered, false]);
    expect(body.upgrade?.changes.map(({ version }) => version)).toContain("1.0.0");
    await verify();
    expect((await configure({ enabled: false })).body.doc.version).toBe("0.9.0");
    expect((await configure({ enabled: true })).status).toBe(200);
    const early = await configure({ config: {} });
    expect([early.status, early.body.errors?.[0]?.field]).toEqual([409, "config"]);
    expect((await upgrade("99.0.0")).status).toBe(409);

    const { status, body: after } = await upgrade();
    expect([status, after.doc.version, after.doc.upgrade, after.doc.state]).toEqual([200, offered, null, "connected"]);
    // Again: nothing.
    expect((await upgrade()).body.doc.updatedAt).toBe(after.doc.updatedAt);
    expect(
      await prepared("SELECT before, after FROM audit WHERE tenant_id = ? AND action = 'integration.upgraded'")
        .bind(admin.homeTenantId)
        .all()
        .then(({ results }) => results.map((row) => JSON.parse(String(row["after"])).version)),
    ).toEqual([offered]);
  });

  it("never goes back", async () => {
    const older = await upgrade("0.8.0");
    expect([older.status, older.body.errors?.[0]?.message]).toEqual([409, expect.stringContaining("does not go back")]);
    await age("99.0.0");
    expect((await read()).body.upgrade).toBeNull();
    expect((await upgrade()).status).toBe(409);
    expect((await read()).body.version).toBe("99.0.0");
  });

  it("is held where somebody holds it, until it is released", async () => {
    expect((await pin("PUT")).body.doc.pinned).toBe(true);
    expect((await upgrade()).status).toBe(409);
    expect((await read()).body).toMatchObject({ version: "0.9.0", pinned: true, upgrade: { version: offered } });
    expect((await pin("DELETE")).body.doc.pinned).toBe(false);
    expect((await upgrade()).status).toBe(200);
  });

  it("stays as it is where the provider refuses it under the new version", async () => {
    graph.expire(number.token);
    const before = (await read()).body;
    const { status, body } = await upgrade();
    expect([status, body.errors?.[0]?.field]).toEqual([400, "version"]);
    expect(body.errors?.[0]?.message).toContain("Nothing is changed");
    expect((await read()).body).toEqual(before);
  });
});
