import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { exportPKCS8, generateKeyPair } from "jose";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { SubAccount } from "../../../durable-objects/index.ts";
import { subAccount } from "../../../durable-objects/stubs.ts";
import type { Integration } from "../../../schema/contracts/integrations.ts";
import type { Module } from "../../../schema/contracts/modules.ts";
import { fakeGraph, type FakeNumber } from "../../fake-graph.test-kit.ts";
import { type Caller, makeWorld, prepared, type World } from "../../world.test-kit.ts";
import { reapplyIntegrations } from "./reapply.ts";

const graph = fakeGraph(env.META_GRAPH_URL);
let world: World;
let agency: string;
let admin: Caller;

beforeEach(async () => {
  world = await makeWorld();
  agency = await world.agency();
  admin = await world.signIn(await world.subAccount(agency), "subaccount_admin");
  graph.unreachable = false;
  graph.meanwhile = undefined;
});

function given(number: FakeNumber, more: Record<string, string> = {}) {
  return {
    module: "whatsapp",
    credentials: { phoneNumberId: number.id, businessAccountId: number.waba, accessToken: number.token, ...more },
  };
}

function install(caller: Caller, body: unknown) {
  return caller.call<{ doc: Integration }>("POST", "/api/integrations", { body });
}

async function outsideIds(integrationId: string) {
  const { results } = await prepared(
    "SELECT kind, outside_id AS id, own_app AS ownApp FROM outside_ids WHERE integration_id = ? ORDER BY kind",
  )
    .bind(integrationId)
    .all();
  return results;
}

function accountCopy(tenantId: string) {
  return runInDurableObject(subAccount(env, tenantId), (_instance, state) =>
    state.storage.sql.exec("SELECT id, state, open, sealed, version FROM integrations").toArray(),
  );
}

describe("the marketplace", () => {
  it("shows each module with what it needs and the JSON Schema of its settings", async () => {
    const { status, body } = await admin.call<{ docs: Module[] }>("GET", "/api/modules");
    expect(status).toBe(200);
    const whatsapp = body.docs.find(({ slug }) => slug === "whatsapp");
    expect(whatsapp).toMatchObject({
      slug: "whatsapp",
      sandbox: true,
      config: { type: "object", additionalProperties: false },
    });
    expect(whatsapp?.requirements.map(({ name, kind, required }) => [name, kind, required])).toEqual([
      ["phoneNumberId", "text", true],
      ["businessAccountId", "text", true],
      ["accessToken", "secret", true],
      ["appSecret", "secret", false],
      ["verifyToken", "secret", false],
    ]);
    expect((await admin.call<Module>("GET", "/api/modules/whatsapp")).body).toEqual(whatsapp);
    expect((await admin.call("GET", "/api/modules/fax")).status).toBe(404);
  });
});

describe("an install", () => {
  it("is checked with the provider, claims its ids, and is told to the object", async () => {
    const number = graph.number();
    const { status, body, text } = await install(admin, given(number));
    expect(status).toBe(201);
    expect(body.doc).toMatchObject({
      module: "whatsapp",
      state: "connected",
      health: { ok: true },
      applied: true,
      sandbox: false,
      webhookUrl: null,
      details: { displayNumber: number.display, verifiedName: "Casa Lumen" },
    });
    expect(body.doc.credentials).toEqual({
      phoneNumberId: { set: true, hint: number.id.slice(-4), value: number.id },
      businessAccountId: { set: true, hint: number.waba.slice(-4), value: number.waba },
      accessToken: { set: true, hint: number.token.slice(-4) },
      appSecret: { set: false, hint: "" },
      verifyToken: { set: false, hint: "" },
    });
    expect(text).not.toContain(number.token);
    expect(await outsideIds(body.doc.id)).toEqual([
      { kind: "phone_number_id", id: number.id, ownApp: 0 },
      { kind: "waba", id: number.waba, ownApp: 0 },
    ]);
    const [copy] = await accountCopy(admin.homeTenantId);
    expect(copy).toMatchObject({ id: body.doc.id, state: "connected", version: 1 });
    expect(JSON.stringify(copy)).not.toContain(number.token);
    expect((await admin.call<Integration>("GET", `/api/integrations/${body.doc.id}`)).body).toEqual(body.doc);
    expect((await admin.call<{ docs: Integration[] }>("GET", "/api/integrations")).body.docs).toEqual([body.doc]);
  });

  it("signs with a key file, asks the provider's own servers and none the file names, and shows whose key it is", async () => {
    const asked: string[] = [];
    const says = (body: object) => async (input: RequestInfo | URL) => {
      const { origin, pathname } = new URL(new Request(input).url);
      asked.push(origin + pathname);
      return Response.json(body);
    };
    vi.mocked(fetch)
      .mockImplementationOnce(says({ access_token: "ya29.canary" }))
      .mockImplementationOnce(says({ kind: "calendar#events", summary: "Casa Lumen", accessRole: "owner" }));
    const { privateKey } = await generateKeyPair("RS256", { extractable: true });
    const pem = await exportPKCS8(privateKey);
    const keyFile = JSON.stringify({
      type: "service_account",
      client_email: "booking@casa-lumen.iam.gserviceaccount.com",
      private_key: pem,
      token_uri: "https://evil.example/token",
    });
    const { status, body, text } = await install(admin, {
      module: "calendar",
      credentials: { keyFile, calendarId: "team@casa-lumen.com" },
    });
    expect([status, body.doc.health]).toEqual([201, { ok: true, checkedAt: expect.any(String) }]);
    expect(body.doc).toMatchObject({ state: "connected", details: { calendar: "Casa Lumen" } });
    expect(body.doc.credentials["keyFile"]).toEqual({ set: true, hint: "booking@casa-lumen.iam.gserviceaccount.com" });
    expect(text).not.toContain(pem.split("\n")[1]);
    expect(asked).toEqual([
      "https://oauth2.googleapis.com/token",
      "https://www.googleapis.com/calendar/v3/calendars/team%40casa-lumen.com/events",
    ]);
  });

  it("at an address in a private network is refused at the door, and nobody is asked", async () => {
    const { status, body } = await install(admin, {
      module: "signals",
      credentials: { rssUrl: "https://169.254.169.254/" },
    });
    expect([status, body.errors?.map(({ field }) => field)]).toEqual([400, ["credentials.rssUrl"]]);
    expect(vi.mocked(fetch).mock.calls.map(([input]) => new Request(input).url)).not.toContain(
      "https://169.254.169.254/",
    );
  });

  it("needs what a choice brings with it", async () => {
    const { status, body } = await install(admin, { module: "esign", credentials: { service: "pandadoc" } });
    expect([status, body.errors]).toMatchObject([
      400,
      [{ field: "credentials.pandadocApiKey", message: "PandaDoc needs its API key." }],
    ]);
  });

  it("names every field at fault and stores nothing", async () => {
    const { status, body } = await install(admin, {
      module: "whatsapp",
      credentials: { phoneNumberId: "+1 555", businessAccountId: "", colour: "red" },
      config: {},
    });
    expect(status).toBe(400);
    expect(body.errors?.map(({ field }) => field).sort()).toEqual([
      "credentials.accessToken",
      "credentials.businessAccountId",
      "credentials.colour",
      "credentials.phoneNumberId",
    ]);
    const setting = await install(admin, { ...given(graph.number()), config: { tone: "warm" } });
    expect([setting.status, setting.body.errors?.[0]?.field]).toEqual([400, "config.tone"]);
    const unknown = await install(admin, { module: "fax" });
    expect([unknown.status, unknown.body.errors?.[0]?.field]).toEqual([400, "module"]);
    expect((await admin.call<{ docs: unknown[] }>("GET", "/api/integrations")).body.docs).toEqual([]);
  });

  it("whose token the provider refuses stands in state error, with reason and fix, and claims nothing", async () => {
    const number = graph.number();
    const { status, body } = await install(admin, given({ ...number, token: "EAAnot-the-token" }));
    expect(status).toBe(201);
    expect(body.doc).toMatchObject({
      state: "error",
      applied: true,
      health: { ok: false, reason: expect.stringContaining("190"), fix: expect.any(String) },
    });
    expect(await outsideIds(body.doc.id)).toEqual([]);
    expect(await accountCopy(admin.homeTenantId)).toMatchObject([{ state: "error" }]);

    const corrected = await admin.call<{ doc: Integration }>("PUT", `/api/integrations/${body.doc.id}/credentials`, {
      body: { credentials: { accessToken: number.token } },
    });
    expect([corrected.status, corrected.body.doc.state]).toEqual([200, "connected"]);
    expect(await outsideIds(body.doc.id)).toHaveLength(2);
  });

  it("while the provider cannot be reached stands in state error and is put right by verifying", async () => {
    const number = graph.number();
    graph.unreachable = true;
    const { status, body } = await install(admin, given(number));
    expect([status, body.doc.state, await outsideIds(body.doc.id)]).toEqual([201, "error", []]);
    graph.unreachable = false;
    const verified = await admin.call<{ doc: Integration }>("POST", `/api/integrations/${body.doc.id}/verification`);
    expect([verified.status, verified.body.doc.state]).toEqual([200, "connected"]);
    expect(await outsideIds(body.doc.id)).toHaveLength(2);
  });

  it("of a module that is there already conflicts, also when two are made at once", async () => {
    const answers = await Promise.all([install(admin, given(graph.number())), install(admin, given(graph.number()))]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    const again = await install(admin, given(graph.number()));
    expect([again.status, again.body.errors?.[0]?.code, again.body.errors?.[0]?.field]).toEqual([
      409,
      "conflict",
      "module",
    ]);
    expect(await accountCopy(admin.homeTenantId)).toHaveLength(1);
  });

  it("with an app of its own has a door of its own, and its ids are routed by that door alone", async () => {
    const number = graph.number();
    const { body, text } = await install(
      admin,
      given(number, { appSecret: "own-app-secret-0123456789", verifyToken: "a phrase".replace(" ", "-") }),
    );
    expect(body.doc.webhookUrl).toBe(`http://trellis.test/webhooks/whatsapp/${body.doc.id}`);
    expect(text).not.toContain("own-app-secret-0123456789");
    expect(text).not.toContain("a-phrase");
    expect(await outsideIds(body.doc.id)).toEqual([
      { kind: "door", id: body.doc.id, ownApp: 1 },
      { kind: "phone_number_id", id: number.id, ownApp: 1 },
      { kind: "waba", id: number.waba, ownApp: 1 },
    ]);
  });

  it("is refused to whoever may not manage modules, and to an account they cannot see", async () => {
    const member = await world.signIn(admin.homeTenantId, "subaccount_member");
    expect((await install(member, given(graph.number()))).status).toBe(403);
    const stranger = await world.signIn(await world.subAccount(await world.agency()), "subaccount_admin");
    const foreign = await stranger.call("POST", "/api/integrations", {
      tenant: admin.homeTenantId,
      body: given(graph.number()),
    });
    expect(foreign.status).toBe(404);
    const above = await world.signIn(agency, "agency_admin");
    expect((await install(above, given(graph.number()))).body.errors?.[0]?.code).toBe("not_a_subaccount");
    expect(
      (await above.call("POST", "/api/integrations", { tenant: admin.homeTenantId, body: given(graph.number()) }))
        .status,
    ).toBe(201);
  });
});

describe("test mode", () => {
  it("needs no credentials, has a number and a door of its own, and no secret of it is shown", async () => {
    const { status, body } = await install(admin, { module: "whatsapp", sandbox: true });
    expect(status).toBe(201);
    expect(body.doc).toMatchObject({ state: "connected", sandbox: true, applied: true, health: { ok: true } });
    expect(body.doc.webhookUrl).toContain(body.doc.id);
    expect((await outsideIds(body.doc.id)).map(({ kind, ownApp }) => [kind, ownApp])).toEqual([
      ["door", 1],
      ["phone_number_id", 1],
      ["waba", 1],
    ]);
    for (const field of ["accessToken", "appSecret", "verifyToken"])
      expect(body.doc.credentials[field]).not.toHaveProperty("value");
    expect((await admin.call("DELETE", `/api/integrations/${body.doc.id}`)).status).toBe(200);
    expect(await outsideIds(body.doc.id)).toEqual([]);
  });

  it("takes no credentials, and is refused where it is not offered", async () => {
    const both = await install(admin, { ...given(graph.number()), sandbox: true });
    expect([both.status, both.body.errors?.[0]?.field]).toEqual([400, "credentials"]);
    const { TRELLIS_SANDBOX } = env;
    env.TRELLIS_SANDBOX = "0";
    const refused = await install(admin, { module: "whatsapp", sandbox: true });
    const offered = await admin.call<Module>("GET", "/api/modules/whatsapp");
    env.TRELLIS_SANDBOX = TRELLIS_SANDBOX;
    expect([refused.status, refused.body.errors?.[0]?.field, offered.body.sandbox]).toEqual([400, "sandbox", false]);
  });
});

describe("an outside id", () => {
  it("has one owner: a second claim is refused whole, naming nobody", async () => {
    const number = graph.number();
    expect((await install(admin, given(number))).status).toBe(201);
    const second = await world.signIn(await world.subAccount(agency), "subaccount_admin");
    const refused = await install(second, given(number));
    expect([refused.status, refused.body.errors?.[0]?.code]).toEqual([409, "outside_id_taken"]);
    expect(refused.text).not.toContain(admin.homeTenantId);
    expect((await second.call<{ docs: unknown[] }>("GET", "/api/integrations")).body.docs).toEqual([]);
    expect(await accountCopy(second.homeTenantId)).toEqual([]);
  });

  it("claimed by two accounts at the same moment goes to exactly one", async () => {
    for (let round = 0; round < 5; round += 1) {
      const number = graph.number();
      const rivals = await Promise.all(
        [1, 2, 3].map(async () => world.signIn(await world.subAccount(agency), "subaccount_admin")),
      );
      const answers = await Promise.all(rivals.map((rival) => install(rival, given(number))));
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
      const { results } = await prepared(
        "SELECT tenant_id FROM outside_ids WHERE kind = 'phone_number_id' AND outside_id = ?",
      )
        .bind(number.id)
        .all();
      expect(results).toHaveLength(1);
      const left = await prepared("SELECT count(*) AS n FROM integrations WHERE tenant_id IN (?, ?, ?)")
        .bind(...rivals.map(({ homeTenantId }) => homeTenantId))
        .first();
      expect(left).toEqual({ n: 1 });
    }
  });

  it("of a WABA that several clients share routes no message: each may install its own number", async () => {
    const first = graph.number();
    const second = graph.number({ waba: first.waba, token: first.token });
    const other = await world.signIn(await world.subAccount(agency), "subaccount_admin");
    expect((await install(admin, given(first))).body.doc.state).toBe("connected");
    const shared = await install(other, given(second));
    expect(shared.body.doc.state).toBe("connected");
    expect(await outsideIds(shared.body.doc.id)).toEqual([{ kind: "phone_number_id", id: second.id, ownApp: 0 }]);
  });
});

describe("an object that could not be told", () => {
  it("is told by the sweep, once", async () => {
    const number = graph.number();
    const object = vi.spyOn(SubAccount.prototype, "applyIntegration").mockImplementationOnce(() => {
      throw new Error("the object is away");
    });
    const { status, body } = await install(admin, given(number)).finally(() => object.mockRestore());
    expect([status, body.doc.applied]).toEqual([201, false]);
    const later = Date.now() + 60_000;
    expect(await reapplyIntegrations(env, later)).toEqual({ applied: 1, failed: 0 });
    expect((await admin.call<Integration>("GET", `/api/integrations/${body.doc.id}`)).body.applied).toBe(true);
    expect(await accountCopy(admin.homeTenantId)).toMatchObject([{ id: body.doc.id, version: 1 }]);
    expect(await reapplyIntegrations(env, later)).toEqual({ applied: 0, failed: 0 });
  });
});
