import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { manifestOf } from "../../../modules/catalog.ts";
import { AI_MODEL_IDS } from "../../../schema/ai-models.ts";
import type { HostCall, HostResult, SessionRef } from "../../../schema/concierge/host.ts";
import type { ConciergeOffer, ConciergeSession, ConciergeState } from "../../../schema/contracts/concierge.ts";
import type { AuditList } from "../../../schema/contracts/audit.ts";
import { newId } from "../../../schema/ids.ts";
import { type Caller, makeWorld, prepared, type World } from "../../world.test-kit.ts";
import { forgetTenants } from "../../middleware/active-tenant.ts";
import { act } from "./act.ts";
import { beginSetUp, openEntries } from "./concierge.test-kit.ts";
import { holderCtx } from "./holder-ctx.ts";
import { noteState } from "./note-state.ts";
import { progress } from "./progress.ts";
import { storeAnswer } from "./store-answer.ts";

/** Built from parts, so that nobody's scanner takes it for a leak. */
const GOOD = ["sk-ant-", "good-Zq8vJ2mW1xTfLr0pYcN5hB7kD4sG"].join("");
const BAD = ["sk-ant-", "bad-0pYcN5hB7kD4sGuE6aQ9oVbAxK3Z"].join("");

let world: World;
let account: string;
let admin: Caller;
const said: string[] = [];
beforeEach(async () => {
  world = await makeWorld();
  account = await world.subAccount(await world.agency());
  admin = await world.signIn(account, "subaccount_admin");
  said.length = 0;
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    const request = new Request(input instanceof URL ? input.href : input, init);
    const known =
      request.headers.get("authorization") === `Bearer ${GOOD}` || request.headers.get("x-api-key") === GOOD;
    if (!known)
      return Response.json(
        { type: "error", error: { type: "authentication_error", message: "invalid x-api-key" } },
        { status: 401 },
      );
    return Response.json({ data: AI_MODEL_IDS.map((id) => ({ id })), has_more: false });
  });
  for (const level of ["log", "info", "warn", "error"] as const)
    vi.spyOn(console, level).mockImplementation((...words: unknown[]) => void said.push(words.map(String).join(" ")));
});
afterEach(() => vi.restoreAllMocks());

/** A session that is begun, and whose object is left alone: calls are made here. */
async function sessionOn(holder: Caller, modules: string[]): Promise<SessionRef> {
  const sessionId = newId("conciergeSession");
  const now = Date.now();
  await prepared(
    "INSERT INTO concierge_sessions (tenant_id, id, state, occasion, live, total, blocked, created_at, updated_at) VALUES (?, ?, 'active', 'asked', 0, ?, 0, ?, ?)",
  )
    .bind(account, sessionId, modules.length, now, now)
    .run();
  return { sessionId, tenantId: account, holderId: holder.userId, modules, skipped: [] };
}

function call(session: SessionRef, tool: HostCall["tool"], args: object = {}, approved = false): Promise<HostResult> {
  return act(env, session, { id: newId("conciergeEntry"), tool, args: { ...args }, approved }, () => undefined);
}

async function agencyOf(): Promise<string> {
  const row = await prepared("SELECT agency_id FROM tenants WHERE id = ?").bind(account).first<{ agency_id: string }>();
  return row?.agency_id ?? "";
}

const rows = async (table: string): Promise<Record<string, unknown>[]> =>
  (await prepared(`SELECT * FROM ${table} WHERE tenant_id = ?`).bind(account).all()).results;

describe("a setting that decides what may be spent", () => {
  it("is a person's to change, and no driver's", async () => {
    await admin.call("POST", "/api/integrations", {
      body: { module: "ai", sandbox: true, config: { monthlyCapUsd: 5 } },
    });
    const session = await sessionOn(admin, ["ai"]);
    const refused = await call(session, "configureModule", { module: "ai", config: { monthlyCapUsd: 9_999 } }, true);
    expect([refused.ok, refused.outcome]).toEqual([
      false,
      "“Monthly limit in US dollars” decides what may be spent: a person sets it, under Modules.",
    ]);
    const [model] = AI_MODEL_IDS;
    expect((await call(session, "configureModule", { module: "ai", config: { model } })).ok).toBe(true);
    expect(JSON.parse(String((await rows("integrations"))[0]?.["config"]))).toMatchObject({ model, monthlyCapUsd: 5 });
  });
});

describe("a guided set-up over the API", () => {
  it("asks for what is declared, explains what the provider refused, and ends live, with nothing left of what was sent", async () => {
    const setUp = await beginSetUp(admin, { modules: ["ai"] });
    const asked = await setUp.settled();
    const [form] = openEntries(asked, "form");
    expect([asked.activity, form?.fields.map(({ name }) => name), form?.sandbox]).toEqual([
      "waiting",
      ["apiKey"],
      true,
    ]);
    if (form === undefined) throw new Error("no form");

    expect((await setUp.post(`forms/${form.id}`, { values: { apiKey: "short" } })).body.errors?.[0]?.field).toBe(
      "values.apiKey",
    );
    expect((await setUp.post(`forms/${form.id}`, { values: {} })).body.errors?.[0]?.field).toBe("values.apiKey");
    expect(
      (await setUp.post(`forms/${form.id}`, { values: { apiKey: BAD, other: "x" } })).body.errors?.[0]?.field,
    ).toBe("values.other");
    expect(await rows("concierge_values")).toEqual([]);

    expect((await setUp.post(`forms/${form.id}`, { values: { apiKey: BAD } })).status).toBe(200);
    expect((await rows("concierge_values")).map(({ field, hint }) => [field, hint])).toEqual([
      ["apiKey", BAD.slice(-4)],
    ]);
    const refused = await setUp.settled();
    const [again] = openEntries(refused, "form");
    expect(refused.entries.filter(({ kind }) => kind === "result")).toMatchObject([
      { module: { slug: "ai" }, state: "blocked", faults: ["apiKey"], health: { ok: false } },
    ]);
    expect(again?.faults["apiKey"]).toMatch(/key/i);
    expect((await setUp.post(`forms/${form.id}`, { values: { apiKey: GOOD } })).status).toBe(409);

    expect((await setUp.post("messages", { text: `the key is ${GOOD}` })).body.removed).toBe(1);
    expect((await setUp.post(`forms/${again?.id}`, { values: { apiKey: GOOD } })).status).toBe(200);
    const done = await setUp.settled();
    expect([done.state, done.progress.live, done.progress.total]).toEqual(["finished", 1, 1]);
    // What the module brings besides is made with it.
    expect((await rows("agents")).length).toBe(1);
    expect([await rows("concierge_values"), await rows("concierge_answers")]).toEqual([[], []]);
    await vi.waitFor(async () => expect((await rows("concierge_sessions"))[0]?.["state"]).toBe("finished"), {
      timeout: 5_000,
    });
    expect((await rows("concierge_sessions")).map(({ state, live, total }) => [state, live, total])).toEqual([
      ["finished", 1, 1],
    ]);

    const { body: trail } = await admin.call<AuditList>("GET", "/api/audit?via=concierge&limit=100");
    const installed = trail.docs.filter(({ action }) => action === "integration.installed");
    expect(installed.map(({ actor, requestId }) => [actor.id, requestId])).toEqual([[admin.userId, setUp.id]]);
    const everything = JSON.stringify([done, trail, said, await rows("audit")]);
    for (const secret of [GOOD, BAD]) expect(everything).not.toContain(secret);
  });

  it("is one at a time, for people of the account alone, and no key's", async () => {
    const setUp = await beginSetUp(admin, { modules: ["ai"] });
    const second = await admin.call<{ doc: ConciergeState }>("POST", "/api/concierge/sessions", {
      body: { modules: ["webchat"] },
    });
    expect([second.status, second.body.doc.id]).toEqual([200, setUp.id]);
    await setUp.settled();
    const { body: session } = await admin.call<ConciergeSession>("GET", `/api/concierge/sessions/${setUp.id}`);
    expect(session.progress.modules.map(({ slug }) => slug).toSorted()).toEqual(["ai", "webchat"]);

    const stranger = await world.signIn(await world.subAccount(await world.agency()), "subaccount_admin");
    const viewer = await world.signIn(account, "subaccount_viewer");
    const at = `/api/concierge/sessions/${setUp.id}`;
    expect((await stranger.call("GET", at)).status).toBe(404);
    expect((await stranger.call("POST", `${at}/messages`, { body: { text: "Hello" } })).status).toBe(404);
    expect((await viewer.call("GET", at)).status).toBe(200);
    expect((await viewer.call("POST", `${at}/messages`, { body: { text: "Hello" } })).status).toBe(403);
    const list = await viewer.call<{ docs: ConciergeState[]; totalDocs: number }>("GET", "/api/concierge/sessions");
    expect([list.body.totalDocs, list.body.docs.map(({ id }) => id)]).toEqual([1, [setUp.id]]);
  });

  it("refuses modules that are not there or not in the plan, by their place", async () => {
    await prepared("UPDATE tenants SET plan = 'starter' WHERE id = ?").bind(account).run();
    const { status, body } = await admin.call("POST", "/api/concierge/sessions", {
      body: { modules: ["ai", "no-such-module", "esign"] },
    });
    expect([status, body.errors?.map(({ field }) => field)]).toEqual([400, ["modules.1", "modules.2"]]);
    expect(await rows("concierge_sessions")).toEqual([]);
  });
});

describe("a call", () => {
  it("made twice brings about one end", async () => {
    const session = await sessionOn(admin, ["ai"]);
    const setUp = {
      id: newId("conciergeEntry"),
      tool: "installModule",
      args: { module: "ai" },
      approved: false,
    } as const;
    await storeKey(session, GOOD);
    const first = await act(env, session, setUp, () => undefined);
    await storeKey(session, GOOD);
    const second = await act(env, session, setUp, () => undefined);
    expect([first.ok, second.ok, second.result?.integration]).toEqual([true, true, first.result?.integration]);
    expect((await rows("integrations")).map(({ state, desired_version }) => [state, desired_version])).toEqual([
      ["connected", 1],
    ]);
    expect(await rows("concierge_values")).toEqual([]);
    for (let n = 0; n < 2; n += 1) await call(session, "createAgent", { name: "Ada", systemPrompt: "Be kind." });
    expect((await rows("agents")).map(({ name }) => name)).toEqual(["Ada"]);
  });

  it("puts new values in place only where the provider takes them", async () => {
    const session = await sessionOn(admin, ["ai"]);
    await storeKey(session, GOOD);
    await call(session, "installModule", { module: "ai" });
    await storeKey(session, BAD);
    const refused = await call(session, "installModule", { module: "ai" });
    expect([refused.ok, refused.result?.faults, refused.result?.state]).toEqual([false, ["apiKey"], "blocked"]);
    expect((await rows("integrations")).map(({ state }) => state)).toEqual(["connected"]);
    expect(JSON.stringify(refused)).not.toContain(BAD);
  });

  it("has the rights that its person has at that moment, and no others", async () => {
    const session = await sessionOn(admin, ["ai"]);
    await storeKey(session, GOOD);
    const revoke = (role: string) =>
      prepared("UPDATE grants SET role = ? WHERE user_id = ?").bind(role, admin.userId).run();
    await revoke("subaccount_viewer");
    await expect(call(session, "installModule", { module: "ai" })).rejects.toMatchObject({ code: "forbidden" });
    expect((await call(session, "listEntitlements")).ok).toBe(true);
    await prepared("DELETE FROM grants WHERE user_id = ?").bind(admin.userId).run();
    await expect(call(session, "listEntitlements")).rejects.toMatchObject({ code: "not_found" });
    expect(await rows("integrations")).toEqual([]);
  });

  it("is not made in an account that stands still, nor once its session is over", async () => {
    const session = await sessionOn(admin, ["ai"]);
    await prepared("UPDATE tenants SET status = 'suspended' WHERE id = ?").bind(account).run();
    await expect(call(session, "skip", { module: "ai" })).rejects.toMatchObject({ code: "suspended" });
    await prepared("UPDATE tenants SET status = 'active' WHERE id = ?").bind(account).run();
    await noteState(env, session, { state: "stopped", live: 0, total: 1, blocked: 0 });
    expect((await call(session, "listEntitlements")).content).toMatchObject({ code: "forbidden" });
    await expect(
      noteState(env, session, { state: "finished", live: 1, total: 1, blocked: 0 }),
    ).resolves.toBeUndefined();
    expect((await rows("concierge_sessions")).map(({ state }) => state)).toEqual(["stopped"]);
  });

  it("that is destructive or paid waits for its click; what is no call at all is refused in words", async () => {
    const session = await sessionOn(admin, ["ai", "webchat"]);
    await storeKey(session, GOOD);
    await call(session, "installModule", { module: "ai" });
    expect((await call(session, "uninstallModule", { module: "ai" })).content).toMatchObject({ code: "forbidden" });
    expect(await rows("integrations")).toHaveLength(1);
    const strange = [
      await call(session, "installModule", { module: "ai", credentials: { apiKey: GOOD } }),
      await call(session, "installModule", {}),
      await call(session, "installModule", { module: "whatsapp" }),
      await call(session, "requestCredentials", { module: "ai", fields: ["password"] }),
      await call(session, "dropTables" as "skip"),
    ];
    expect(strange.map(({ ok }) => ok)).toEqual(strange.map(() => false));
    expect((await call(session, "uninstallModule", { module: "ai" }, true)).ok).toBe(true);
    expect((await call(session, "uninstallModule", { module: "ai" }, true)).ok).toBe(true);
    expect(await rows("integrations")).toEqual([]);
  });

  it("keeps what was sent while a module was installed with what had been sent before", async () => {
    const session = await sessionOn(admin, ["ai"]);
    await storeKey(session, GOOD);
    vi.spyOn(Date, "now").mockReturnValue(Date.now());
    const asked = vi.mocked(globalThis.fetch);
    const provider = asked.getMockImplementation();
    asked.mockImplementationOnce(async (...request) => {
      await storeKey(session, BAD);
      return provider?.(...request) ?? new Response();
    });
    expect((await call(session, "installModule", { module: "ai" })).ok).toBe(true);
    expect((await rows("concierge_values")).map(({ hint }) => hint)).toEqual([BAD.slice(-4)]);
    expect(await rows("concierge_answers")).toHaveLength(1);
    await storeKey(session, GOOD);
    expect((await call(session, "installModule", { module: "ai" })).ok).toBe(true);
    expect([...(await rows("concierge_values")), ...(await rows("concierge_answers"))]).toEqual([]);
  });

  it("stores nothing for a session that ended between the form and the vault", async () => {
    const session = await sessionOn(admin, ["ai"]);
    await noteState(env, session, { state: "stopped", live: 0, total: 1, blocked: 0 });
    await expect(storeKey(session, GOOD)).rejects.toMatchObject({ code: "conflict" });
    expect([...(await rows("concierge_values")), ...(await rows("concierge_answers"))]).toEqual([]);
    expect((await rows("audit")).filter(({ action }) => action === "concierge.values_stored")).toEqual([]);
  });

  it("ends a session only once everything is live or left out", async () => {
    const session = await sessionOn(admin, ["ai", "webchat"]);
    await storeKey(session, GOOD);
    expect((await call(session, "finish", { summary: "Done." })).ok).toBe(false);
    await call(session, "installModule", { module: "ai" });
    expect((await call(session, "finish", { summary: "Done." })).content).toMatchObject({
      open: [{ slug: "webchat" }],
    });
    expect((await call(session, "skip", { module: "webchat", reason: "Later" })).ok).toBe(true);
    const without = { ...session, skipped: ["webchat"] };
    expect((await progress(env, without)).map(({ slug, state }) => [slug, state])).toEqual([
      ["ai", "live"],
      ["webchat", "skipped"],
    ]);
    expect((await call(without, "finish", { summary: "Done." })).ok).toBe(true);
  });

  /** As the sealed form stores it. */
  async function storeKey({ sessionId, tenantId, holderId }: SessionRef, apiKey: string): Promise<void> {
    const manifest = manifestOf("ai");
    if (manifest === undefined) throw new Error("no such module");
    const ctx = await holderCtx(env, { sessionId, tenantId, holderId }, () => undefined);
    await storeAnswer(ctx, { sessionId, manifest }, { sandbox: false, credentials: { apiKey }, config: {} });
  }
});

describe("what could be set up", () => {
  const offer = async (): Promise<ConciergeOffer> =>
    (await admin.call<ConciergeOffer>("GET", "/api/concierge/offer")).body;

  it("is everything at first, nothing once it was waved away, and then what is new", async () => {
    await prepared("UPDATE tenants SET plan = 'starter' WHERE id = ?").bind(account).run();
    const first = await offer();
    expect([first.occasion, first.session]).toEqual(["first_run", null]);
    expect(first.modules.map(({ slug }) => slug)).toContain("ai");
    expect((await admin.call("DELETE", "/api/concierge/offer")).status).toBe(200);
    expect(await offer()).toEqual({ session: null, occasion: null, modules: [] });
    await prepared("UPDATE tenants SET plan = 'enterprise' WHERE id = ?").bind(account).run();
    forgetTenants();
    const more = await offer();
    expect(more.occasion).toBe("entitlement");
    expect(more.modules.map(({ slug }) => slug)).toContain("esign");
    expect(more.modules.map(({ slug }) => slug)).not.toContain("ai");
    const begun = await beginSetUp(admin, { modules: ["esign"] });
    expect((await begun.settled()).occasion).toBe("entitlement");
    expect(await offer()).toMatchObject({ session: begun.id, occasion: null, modules: [] });
  });

  it("tells of what its agency gave it, also where nobody looked before, and brings it into the session that goes on", async () => {
    await prepared("UPDATE tenants SET plan = 'starter' WHERE id = ?").bind(account).run();
    const agency = await agencyOf();
    const boss = await world.signIn(agency, "agency_admin");
    const grant = (slug: string) => boss.call("PUT", `/api/tenants/${account}/modules/${slug}/grant`, { body: {} });
    expect(
      (await admin.call("POST", "/api/integrations", { body: { module: "whatsapp", sandbox: true } })).status,
    ).toBe(201);
    expect((await offer()).occasion).toBe(null);
    expect((await grant("esign")).status).toBe(200);
    expect(await offer()).toMatchObject({ occasion: "entitlement", modules: [{ slug: "esign" }] });

    const setUp = await beginSetUp(admin, { modules: ["esign"] });
    await setUp.settled();
    expect((await grant("payments")).status).toBe(200);
    await vi.waitFor(
      async () =>
        expect((await setUp.settled()).progress.modules.map(({ slug }) => slug)).toEqual(["esign", "payments"]),
      { timeout: 5_000 },
    );
  });
});
