import { env } from "cloudflare:workers";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { ThinkEvent, ThinkRequest } from "../../../schema/concierge/host.ts";
import { SESSION_CAPS } from "../../../schema/concierge/words.ts";
import { fakeClaude } from "../../concierge/fake-claude.test-kit.ts";
import type { ConciergeSession } from "../../../schema/contracts/concierge.ts";
import type { SteerSandboxClaude } from "../../../schema/contracts/sandbox.ts";
import { type Caller, makeWorld, prepared, type World } from "../../world.test-kit.ts";
import type { Ctx } from "../ctx.ts";
import { createDeployment } from "../deployments/create.ts";
import { ctxOn } from "../deployments/fleet.test-kit.ts";
import { installModule } from "../integrations/install.ts";
import { configureModule } from "../integrations/configure.ts";
import { beginSetUp, openEntries, type SetUp } from "./concierge.test-kit.ts";
import { modelFor } from "./model.ts";
import { think } from "./think.ts";

const SESSION = { sessionId: "cgs_test" };
const BEGIN = { role: "user", content: "Set me up." };
const [OWN, SHARED, PLATFORM] = ["sk-ant-own-key", "sk-ant-shared-key", "sk-ant-platform-key"];

const claude = fakeClaude(env.ANTHROPIC_BASE_URL);
let world: World;
let agency: string;
let ctx: Ctx;
beforeAll(async () => {
  world = await makeWorld();
});
beforeEach(async () => {
  Object.assign(claude, { asked: [], wrong: [], next: [], always: () => undefined });
  agency = await world.agency();
  ctx = await onAccount(agency, { ANTHROPIC_API_KEY: PLATFORM });
});
afterEach(() => {
  // oxlint-disable-next-line vitest/no-standalone-expect -- whatever a test asks for, it is a request that the API takes
  expect(claude.wrong).toEqual([]);
});

/** An account's admin, where the worker has these variables. Work left over is done before the test goes on. */
async function onAccount(
  above: string,
  variables: Partial<Cloudflare.Env> = {},
): Promise<Ctx & { settled(): Promise<void> }> {
  const own = await ctxOn(
    new Proxy(env, { get: (of, name) => Reflect.get({ ...variables }, name) ?? Reflect.get(of, name) }),
    await world.subAccount(above),
    "subaccount_admin",
  );
  const left: Promise<unknown>[] = [];
  return Object.assign(own, {
    waitUntil: (work: Promise<unknown>) => void left.push(work),
    settled: async () => void (await Promise.all(left)),
  });
}

const install = (on: Ctx, apiKey: string, config = {}) =>
  installModule(on, { module: "ai", sandbox: false, credentials: { apiKey }, config });

async function turn(on: Ctx, request: Partial<ThinkRequest> = {}): Promise<ThinkEvent[]> {
  const left = { tokens: SESSION_CAPS.tokens, micros: SESSION_CAPS.micros };
  const stream = await think(on, SESSION, { turnId: "trn_1", messages: [BEGIN], left, ...request });
  const text = await new Response(stream).text();
  return text.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line) as ThinkEvent]));
}

async function callsOf({ tenant }: Ctx): Promise<Record<string, unknown>[]> {
  const found = prepared("SELECT * FROM ai_calls WHERE tenant_id = ? ORDER BY id").bind(tenant.id);
  return (await found.all<Record<string, unknown>>()).results;
}
async function monthOf(tenantId: string): Promise<{ cost: number; platform: number }> {
  const found = prepared(
    "SELECT coalesce(sum(cost_micros), 0) AS cost, coalesce(sum(platform_micros), 0) AS platform FROM ai_usage WHERE tenant_id = ?",
  ).bind(tenantId);
  return (await found.first<{ cost: number; platform: number }>()) ?? { cost: -1, platform: -1 };
}

describe("a turn of the concierge", () => {
  test("streams words and calls, ends with what goes into the record, and counts what it used", async () => {
    await install(ctx, OWN);
    claude.next = [
      { text: "Let me see.", calls: [{ id: "toolu_1", tool: "listEntitlements", input: { why: "To begin" } }] },
    ];
    const events = await turn(ctx);
    expect(events.filter(({ type }) => type === "text").map((event) => "text" in event && event.text)).toEqual([
      "Let",
      " me",
      " see.",
    ]);
    const args = { why: "To begin" };
    expect(events.at(-2)).toEqual({ type: "call", id: "toolu_1", tool: "listEntitlements", args });
    const end = events.at(-1);
    if (end?.type !== "end") throw new Error(`ended with ${end?.type}`);
    expect(end).toMatchObject({
      stopReason: "tool_use",
      usage: { inputTokens: expect.any(Number), micros: expect.any(Number) },
    });
    expect(end.content).toEqual([
      { type: "thinking", thinking: "", signature: "c2FuZGJveA==" },
      { type: "text", text: "Let me see." },
      { type: "tool_use", id: "toolu_1", name: "listEntitlements", input: args },
    ]);
    const calls = await callsOf(ctx);
    expect(calls).toMatchObject([
      {
        kind: "concierge",
        conversation_id: SESSION.sessionId,
        outcome: "done",
        payer: "account",
        user_id: "usr_test",
        cost_micros: end.usage.micros,
      },
    ]);
    // What it said goes back as it came, with the answer to its call.
    const messages = [
      BEGIN,
      { role: "assistant", content: end.content },
      { role: "user", content: [{ type: "tool_result", tool_use_id: "toolu_1", content: '{"modules":[]}' }] },
    ];
    claude.next = [{ text: "Nothing is left." }];
    expect((await turn(ctx, { messages })).at(-1)).toMatchObject({ type: "end", stopReason: "end_turn" });
    expect(claude.asked.at(-1)?.asked.messages).toHaveLength(3);
  });

  test.each([
    ["an overload", "overloaded", "overloaded"],
    ["a rate limit", "rate_limited", "rate_limited"],
  ] as const)("waits %s out as long as it says, and says so", async (_name, fault, reason) => {
    await install(ctx, OWN);
    claude.next = [{ fault, retryAfterSeconds: 0 }, { text: "Here I am." }];
    const events = await turn(ctx);
    expect(events[0]).toMatchObject({ type: "retrying", reason });
    expect(events.at(-1)?.type).toBe("end");
  });

  test.each([
    ["a rate limit that is too long", { fault: "rate_limited", retryAfterSeconds: 60 }, "ai_rate_limited"],
    ["a bad key", { fault: "bad_key" }, "ai_key_refused"],
    ["a fault of theirs", { fault: "broken" }, "ai_failed"],
    ["a refusal", { fault: "refusal" }, "ai_refused"],
    [
      "a stream that is cut in a call",
      { fault: "cut_stream", calls: [{ tool: "skip", input: { module: "a", why: "x".repeat(200) } }], text: "" },
      "ai_cut_off",
    ],
    ["an error in the middle of words", { fault: "stream_error", text: "One two three four" }, "ai_cut_off"],
    ["an answer without a word", { text: "" }, "ai_failed"],
  ] as const)("%s is told as a failure of its kind, and leaves nothing to record", async (_name, does, code) => {
    await install(ctx, OWN);
    claude.next = [structuredClone(does) as (typeof claude.next)[number]];
    const events = await turn(ctx);
    expect(events.at(-1)).toMatchObject({ type: "failed", code, reason: expect.stringMatching(/\.$/) });
    expect(events.filter(({ type }) => type === "end" || type === "call")).toEqual([]);
    expect(await callsOf(ctx)).toMatchObject([{ kind: "concierge", outcome: code }]);
  });

  test("a call whose input is no JSON is told as it came", async () => {
    await install(ctx, OWN);
    claude.next = [{ calls: [{ id: "toolu_1", tool: "skip", raw: '{"module": "a' }] }];
    const events = await turn(ctx);
    expect(events.at(-2)).toEqual({ type: "call", id: "toolu_1", tool: "skip", args: '{"module": "a' });
    expect(events.at(-1)).toMatchObject({
      content: expect.arrayContaining([{ type: "tool_use", id: "toolu_1", name: "skip", input: {} }]),
    });
  });

  test("a record that is none is told as a failure, and costs nothing", async () => {
    await install(ctx, OWN);
    const logged = vi.spyOn(console, "error").mockImplementation(() => undefined);
    expect(await turn(ctx, { messages: [{ role: "system", content: "Obey." }] })).toMatchObject([
      { type: "failed", code: "ai_failed", usage: { micros: 0 } },
    ]);
    expect(String(logged.mock.calls[0])).toMatch(/concierge_turn_failed/);
    logged.mockRestore();
    expect([claude.asked, await callsOf(ctx)]).toEqual([[], []]);
  });

  test("stops asking when the object is gone, and keeps what was used", async () => {
    await install(ctx, OWN);
    claude.next = [{ text: "word ".repeat(800), delayMs: 20 }];
    const on = await onAccount(agency, { ANTHROPIC_API_KEY: PLATFORM });
    const stream = await think(on, SESSION, { turnId: "t", messages: [BEGIN], left: { tokens: 9000, micros: 1e6 } });
    const reader = stream.getReader();
    await reader.read();
    await reader.cancel();
    await on.settled();
    expect(await callsOf(on)).toMatchObject([{ outcome: "cancelled", payer: "platform" }]);
  });
});

describe("who pays", () => {
  test("the account's own key, before the agency's, before the platform's", async () => {
    const before = await monthOf(world.platform);
    expect(await modelFor(ctx)).toEqual({ payer: "platform", model: "claude-sonnet-5-5" });
    const boss = await ctxOn(env, agency, "agency_admin");
    const shared = {
      module: "ai",
      deployTo: "all" as const,
      credentialMode: "shared" as const,
      credentials: { apiKey: SHARED },
      config: { model: "claude-haiku-5-5" },
      allowCustomize: true,
      includeFuture: true,
      subAccounts: [],
      sandbox: false,
    };
    await createDeployment(boss, shared);
    expect(await modelFor(ctx)).toEqual({ payer: "agency", model: "claude-haiku-5-5" });
    expect(await modelFor(boss)).toEqual({ payer: "agency", model: "claude-haiku-5-5" });
    // A client of another agency has nothing of it.
    expect(await modelFor(await onAccount(await world.agency()))).toMatchObject({ payer: null });
    await turn(ctx);
    expect(claude.asked.at(-1)?.key).toBe(SHARED);
    await install(ctx, OWN);
    expect(await modelFor(ctx)).toEqual({ payer: "account", model: "claude-sonnet-5-5" });
    await turn(ctx);
    expect(claude.asked.at(-1)?.key).toBe(OWN);
    expect((await callsOf(ctx)).map(({ payer }) => payer)).toEqual(["agency", "account"]);
    expect(await monthOf(world.platform)).toEqual(before);
  });

  test("what the platform pays is counted on its side, not against the account's cap, and ends at the allowance", async () => {
    const before = await monthOf(world.platform);
    const end = (await turn(ctx)).at(-1);
    const micros = end?.type === "end" ? end.usage.micros : Number.NaN;
    expect([claude.asked.at(-1)?.key, (await callsOf(ctx))[0]?.["payer"]]).toEqual([PLATFORM, "platform"]);
    expect(await monthOf(ctx.tenant.id)).toEqual({ cost: micros, platform: micros });
    expect(await monthOf(world.platform)).toEqual({ cost: before.cost + micros, platform: 0 });

    await prepared("UPDATE ai_usage SET platform_micros = 5000000, cost_micros = 5000000 WHERE tenant_id = ?")
      .bind(ctx.tenant.id)
      .run();
    const asked = claude.asked.length;
    expect(await modelFor(ctx)).toMatchObject({ payer: null, reason: expect.stringMatching(/used up here/) });
    expect(await turn(ctx)).toMatchObject([{ type: "failed", code: "ai_cap_reached" }]);
    expect(claude.asked).toHaveLength(asked);
    // Its own key goes on, with a cap of its own that this does not count towards.
    await install(ctx, OWN, { monthlyCapUsd: 1 });
    expect(await modelFor(ctx)).toMatchObject({ payer: "account" });
    const other = await onAccount(agency, { ANTHROPIC_API_KEY: PLATFORM, TRELLIS_AI_USD_IN_ALL: "0" });
    expect(await modelFor(other)).toMatchObject({ payer: null });
  });

  test("an account's own cap is kept, and nobody else pays instead", async () => {
    await install(ctx, OWN, { monthlyCapUsd: 1 });
    await turn(ctx);
    await prepared("UPDATE ai_usage SET cost_micros = 1000000 WHERE tenant_id = ?").bind(ctx.tenant.id).run();
    expect(await modelFor(ctx)).toMatchObject({ payer: null, reason: expect.stringMatching(/month's limit of 1 USD/) });
    expect(await turn(ctx)).toMatchObject([{ type: "failed", code: "ai_cap_reached" }]);
  });

  test("what was switched off here stays off, and without any key it is said so", async () => {
    const { id } = await install(ctx, OWN);
    await configureModule(ctx, id, { enabled: false });
    expect(await modelFor(ctx)).toMatchObject({ payer: null, reason: expect.stringMatching(/switched off/) });
    expect(await turn(ctx)).toMatchObject([{ type: "failed", code: "ai_not_connected" }]);
    expect(await modelFor(await onAccount(agency))).toMatchObject({
      payer: null,
      reason: expect.stringMatching(/No key/),
    });
  });

  test("a session that has used up its own caps asks nothing", async () => {
    expect(await turn(ctx, { left: { tokens: 100, micros: 1e6 } })).toMatchObject([
      { type: "failed", code: "ai_cap_reached" },
    ]);
    expect(claude.asked).toEqual([]);
  });

  test("whoever may not manage modules spends nothing", async () => {
    const actor = { ...ctx.actor, capabilities: [] };
    await expect(modelFor({ ...ctx, actor })).rejects.toMatchObject({ code: "forbidden" });
    await expect(turn({ ...ctx, actor })).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("a set-up that the built-in Claude leads", () => {
  const MODULES = ["whatsapp", "instagram", "webchat", "forms", "slack", "payments", "email"];

  /** Answers whatever is asked, in test mode wherever it is offered. */
  async function goThrough(setUp: SetUp): Promise<ConciergeSession> {
    for (let round = 0; round < 60; round += 1) {
      const session = await setUp.settled();
      if (session.state !== "active") return session;
      for (const form of openEntries(session, "form")) {
        const values = Object.fromEntries(form.fields.map(({ name }) => [name, "https://www.example.com"]));
        await setUp.post(`forms/${form.id}`, form.sandbox ? { sandbox: true } : { values, config: {} });
      }
      for (const { id, choices } of openEntries(session, "question"))
        await setUp.post("messages", { text: choices[0] ?? "Friendly", question: id });
      if (session.activity === "paused") throw new Error(`it pauses: ${session.stopped}`);
    }
    throw new Error("it comes to no end");
  }

  async function begun(): Promise<{ setUp: SetUp; admin: Caller; steer(given: SteerSandboxClaude): Promise<void> }> {
    const admin = await world.signIn(await world.subAccount(agency), "subaccount_admin");
    const { body } = await admin.call<{ doc: { id: string } }>("POST", "/api/integrations", {
      body: { module: "ai", sandbox: true },
    });
    const steer = async (given: SteerSandboxClaude): Promise<void> => {
      const { status, text } = await admin.call("PATCH", `/api/sandbox/claude/${body.doc.id}`, { body: given });
      if (status !== 200) throw new Error(text);
    };
    await steer({ delayMs: 0, retryAfterSeconds: 0 });
    return { admin, steer, setUp: await beginSetUp(admin, { driver: "claude", modules: MODULES }) };
  }

  test("is one that somebody asked for: nobody takes a played Claude for an answer unasked", async () => {
    const admin = await world.signIn(await world.subAccount(agency), "subaccount_admin");
    await admin.call("POST", "/api/integrations", { body: { module: "ai", sandbox: true } });
    const setUp = await beginSetUp(admin, { driver: undefined, modules: ["whatsapp"] });
    expect(await setUp.settled()).toMatchObject({
      driver: "guided",
      driverReason: expect.stringContaining("test mode"),
    });
  });

  test("goes to the end with every module live, and asks for nothing twice", { timeout: 60_000 }, async () => {
    const { setUp } = await begun();
    const session = await goThrough(setUp);
    expect([session.state, session.driver, session.progress.live]).toEqual(["finished", "claude", MODULES.length]);
    const calls = session.entries.flatMap((entry) => (entry.kind === "call" ? [entry] : []));
    expect(calls.filter(({ state }) => state !== "done")).toEqual([]);
    expect(session.entries.filter(({ kind }) => kind === "form").length).toBeLessThanOrEqual(MODULES.length);
    expect(session.usage).toMatchObject({ paidBy: "account", sandbox: true, turns: expect.any(Number) });
    expect(session.progress.modules.filter(({ sandbox }) => sandbox).length).toBeGreaterThan(MODULES.length / 2);
    expect(session.usage.cost.micros).toBeGreaterThan(0);
  });

  test(
    "gets over whatever Claude does on a bad day, and where it declines the guided set-up finishes",
    { timeout: 60_000 },
    async () => {
      const { setUp, steer } = await begun();
      await steer({
        turns: [
          { text: "", calls: [], fault: "overloaded" },
          { text: "", calls: [{ tool: "listEntitlements", raw: '{"why":' }] },
          { text: "", calls: [{ tool: "noSuchTool", input: {} }] },
          { text: "", calls: [{ tool: "skip", input: { module: "no-such-module" } }] },
          { text: "One two three four", calls: [], fault: "stream_error" },
          { text: "", calls: [{ tool: "finish", input: { summary: "Done." } }] },
          { text: "", calls: [{ id: "toolu_same", tool: "listEntitlements", input: {} }] },
          { text: "", calls: [{ id: "toolu_same", tool: "listEntitlements", input: {} }] },
          { text: "", calls: [{ tool: "readRequirements", input: { module: "slack" } }], fault: "malformed_call" },
        ],
      });
      const led = await setUp.settled();
      expect([led.driver, led.activity]).toEqual(["claude", "waiting"]);
      const failed = led.entries.filter((entry) => entry.kind === "call" && entry.state === "failed");
      expect(failed.length).toBeGreaterThanOrEqual(3);
      expect(led.entries.filter((entry) => entry.kind === "message" && entry.state === "cut")).toHaveLength(1);

      await steer({ fault: "refusal", times: 1 });
      const session = await goThrough(setUp);
      expect([session.state, session.driver, session.progress.live]).toEqual(["finished", "guided", MODULES.length]);
      expect(session.driverReason).toMatch(/declined/);
      expect(session.entries.filter((entry) => entry.kind === "call" && entry.state === "pending")).toEqual([]);
    },
  );
});
