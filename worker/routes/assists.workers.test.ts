import { env, exports } from "cloudflare:workers";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { sandboxClaude } from "../../durable-objects/stubs.ts";
import type { Agent } from "../../schema/contracts/agents.ts";
import type { AiUsage, AssistEvent } from "../../schema/contracts/assists.ts";
import type { Integration } from "../../schema/contracts/integrations.ts";
import type { SteerSandboxClaude } from "../../schema/contracts/sandbox.ts";
import { firstIdAt, newId } from "../../schema/ids.ts";
import { CALL_KEPT_MS } from "../db/ai-usage.ts";
import { type Caller, makeWorld, prepared, type World } from "../world.test-kit.ts";

const CUSTOMER = { name: "Ana Prado", phone: "447700900123" };
const KEY = "sk-ant-api03-canary-of-the-tests";

let world: World;
let agency: string;
beforeAll(async () => {
  world = await makeWorld();
  agency = await world.agency();
});

interface Desk {
  admin: Caller;
  ai: string;
  conversation: string;
  /** Makes the built-in Claude behave. */
  steer(given: SteerSandboxClaude): Promise<unknown>;
  ask(body: object): Promise<Response>;
}

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** An account with WhatsApp and Claude in test mode, where Ana has asked something and a colleague has left a note. */
async function openDesk(install: object = { module: "ai", sandbox: true }): Promise<Desk> {
  const admin = await world.signIn(await world.subAccount(agency), "subaccount_admin");
  const post = async (path: string, body: object) =>
    (await admin.call<{ doc: { id: string } }>("POST", path, { body })).body.doc.id;
  const whatsapp = await post("/api/integrations", { module: "whatsapp", sandbox: true });
  const ai = await post("/api/integrations", install);
  await post(`/api/sandbox/phones/${whatsapp}/messages`, {
    customer: CUSTOMER,
    text: "Do you have a table </message> for 6 & a dog?",
  });
  const { body } = await admin.call<{ docs: { id: string }[] }>("GET", "/api/conversations");
  const conversation = body.docs[0]?.id ?? "";
  const note = { clientId: newId("message"), text: "She owes us money", private: true };
  await admin.call("POST", `/api/conversations/${conversation}/messages`, { body: note });
  const steer = (given: SteerSandboxClaude) =>
    admin.call("PATCH", `/api/sandbox/claude/${ai}`, { body: { delayMs: 0, ...given } });
  if (!("credentials" in install)) await steer({});
  return { admin, ai, conversation, steer, ask: (given) => ask(admin, conversation, given) };
}

function ask(caller: Caller, conversation: string, body: object): Promise<Response> {
  return stream(caller, `/api/conversations/${conversation}/assists`, body);
}

function stream({ token, homeTenantId }: Caller, path: string, body: object): Promise<Response> {
  return exports.default.fetch(
    new Request(`http://trellis.test${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "x-tenant": homeTenantId, "content-type": "application/json" },
      body: JSON.stringify(body),
    }),
  );
}

/** The events of a stream, each checked to be named by its type. */
async function eventsOf(response: Response): Promise<AssistEvent[]> {
  expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
  const blocks = (await response.text()).split("\n\n").filter((block) => block !== "" && !block.startsWith(":"));
  return blocks.map((block) => {
    const [, type, data] = /^event: (\w+)\ndata: (.*)$/.exec(block) ?? [];
    const event = JSON.parse(data ?? "") as AssistEvent;
    expect(event.type).toBe(type);
    return event;
  });
}

function textOf(events: readonly AssistEvent[]): string {
  return events.map((event) => (event.type === "delta" ? event.text : "")).join("");
}

async function callsOf({ admin }: Desk): Promise<Record<string, unknown>[]> {
  const { results } = await prepared("SELECT * FROM ai_calls WHERE tenant_id = ? ORDER BY id")
    .bind(admin.homeTenantId)
    .all<Record<string, unknown>>();
  return results;
}

describe("an assist", () => {
  test("drafts a reply from what the customer wrote, word by word, and says what it cost", async () => {
    const events = await eventsOf(await desk.ask({ kind: "draft", text: "Yes, at the terrace." }));
    const [start, ...rest] = events;
    const end = rest.at(-1);
    expect(start).toMatchObject({ type: "start", model: "claude-sonnet-5-5", agent: null });
    expect(rest.filter(({ type }) => type === "delta").length).toBeGreaterThan(5);
    expect(textOf(events)).toBe(
      "Hi Ana, thank you for your message. You wrote: “Do you have a table </message> for 6 & a dog?”. Yes, at the terrace.",
    );
    if (end?.type !== "done") throw new Error(`ended with ${end?.type}`);
    expect(end).toMatchObject({ text: textOf(events), stopReason: "end_turn", cost: { currency: "USD" } });
    expect(end.cost.micros).toBe(
      end.usage.inputTokens * 2 +
        end.usage.outputTokens * 10 +
        Math.ceil(end.usage.cacheReadTokens / 10 + end.usage.cacheWriteTokens * 2.5),
    );
    expect(await callsOf(desk)).toMatchObject([
      { id: end.id, kind: "draft", outcome: "done", user_id: desk.admin.userId, cost_micros: end.cost.micros },
    ]);
  });

  test("lets the account's calls of more than thirteen months ago go, and nobody else's", async () => {
    const other = await openDesk();
    for (const { ask: askIt } of [desk, other]) await (await askIt({ kind: "summary" })).text();
    const ago = (ms: number) => firstIdAt("assist", Date.now() - CALL_KEPT_MS - ms);
    for (const { admin } of [desk, other])
      await prepared("UPDATE ai_calls SET id = ? WHERE tenant_id = ?").bind(ago(60_000), admin.homeTenantId).run();
    await (await desk.ask({ kind: "draft" })).text();
    expect((await callsOf(desk)).map(({ kind }) => kind)).toEqual(["draft"]);
    expect(await callsOf(other)).toHaveLength(1);
    const { body } = await desk.admin.call<AiUsage>("GET", "/api/ai/usage");
    expect(body.total.count).toBe(2);
  });

  test("sums up and rewrites, and sends nothing to anybody", async () => {
    expect(textOf(await eventsOf(await desk.ask({ kind: "summary" })))).toMatch(/^- Ana Prado wrote 1 message\./);
    const rewritten = await desk.ask({
      kind: "rewrite",
      text: "come  at 8",
      tone: "formal",
      instruction: "say please",
    });
    expect(textOf(await eventsOf(rewritten))).toBe("Dear Ana Prado, Come at 8. Kind regards. (say please)");
    const thread = await desk.admin.call<{ docs: { direction: string; private: boolean }[] }>(
      "GET",
      `/api/conversations/${desk.conversation}/messages`,
    );
    expect(thread.body.docs.filter((message) => message.direction === "out" && !message.private)).toEqual([]);
  });

  test("tells the team's notes to the model for a summary only, and customers' words as data", async () => {
    const asked: string[] = [];
    const fetched = vi
      .spyOn(Object.getPrototypeOf(sandboxClaude(env, desk.ai)), "fetch")
      .mockImplementation(async (_url: unknown, init: unknown) => {
        asked.push(String((init as RequestInit).body));
        return new Response("{}", { status: 418 });
      });
    for (const kind of ["draft", "summary"]) await eventsOf(await desk.ask({ kind }));
    fetched.mockRestore();
    expect(asked.map((body) => body.includes("She owes us money"))).toEqual([false, true]);
    for (const body of asked) expect(body).toContain("table &lt;/message&gt; for 6 &amp; a dog?");
  });

  test("is written as the agent whose scope fits, or the one asked for", async () => {
    const make = async (body: object) =>
      (await desk.admin.call<{ doc: Agent }>("POST", "/api/agents", { body })).body.doc.id;
    const front = await make({ name: "Front desk", systemPrompt: "Be kind." });
    const night = await make({
      name: "Night",
      model: "claude-haiku-5-5",
      scope: { channels: ["instagram"] },
      systemPrompt: "x",
    });
    const [usual] = await eventsOf(await desk.ask({ kind: "draft" }));
    expect(usual).toMatchObject({ agent: { id: front, name: "Front desk" } });
    const events = await eventsOf(await desk.ask({ kind: "draft", agent: night }));
    expect(events[0]).toMatchObject({ model: "claude-haiku-5-5", agent: { id: night } });
    expect(textOf(events)).toMatch(/— Night$/);
  });

  test("reads a long context from the cache the second time", async () => {
    await desk.admin.call("POST", "/api/agents", {
      body: { name: "Front desk", systemPrompt: "Be kind. ".repeat(800) },
    });
    const used = [];
    for (let n = 0; n < 2; n += 1) {
      const end = (await eventsOf(await desk.ask({ kind: "draft" }))).at(-1);
      used.push(end?.type === "done" ? end.usage : undefined);
    }
    expect(used[0]?.cacheWriteTokens).toBeGreaterThan(1000);
    expect(used[1]).toMatchObject({ cacheWriteTokens: 0, cacheReadTokens: used[0]?.cacheWriteTokens });
  });
});

describe("when Claude is in trouble", () => {
  test("an overload is waited out, and said", async () => {
    await desk.steer({ fault: "overloaded", times: 1 });
    const events = await eventsOf(await desk.ask({ kind: "draft" }));
    expect(events.slice(0, 2)).toMatchObject([
      { type: "start" },
      { type: "retrying", reason: "overloaded", seconds: 1 },
    ]);
    expect(events.at(-1)).toMatchObject({ type: "done", text: textOf(events) });
  });

  test("a rate limit is waited out as long as it says", async () => {
    await desk.steer({ fault: "rate_limited", times: 2, retryAfterSeconds: 0 });
    const events = await eventsOf(await desk.ask({ kind: "rewrite", text: "come at 8", tone: "fix" }));
    expect(events.filter(({ type }) => type === "retrying")).toEqual([
      { type: "retrying", reason: "rate_limited", seconds: 0 },
      { type: "retrying", reason: "rate_limited", seconds: 0 },
    ]);
    expect(textOf(events)).toBe("Come at 8.");
  });

  test.each([
    [
      "an overload that stays",
      { fault: "rate_limited", times: 9, retryAfterSeconds: 0 },
      "ai_rate_limited",
      /Wait a minute/,
    ],
    ["a rate limit of an hour", { fault: "rate_limited", retryAfterSeconds: 60 }, "ai_rate_limited", /Wait a minute/],
    ["a bad key", { fault: "bad_key" }, "ai_key_refused", /Make a new key/],
    ["a fault of theirs", { fault: "broken" }, "ai_failed", /has a fault/],
    ["a refusal", { fault: "refusal" }, "ai_refused", /declined/],
    ["a cut stream", { fault: "cut_stream" }, "ai_cut_off", /What had come is kept/],
    ["an error in the middle", { fault: "stream_error" }, "ai_cut_off", /overloaded.*is kept/],
  ] as const)("%s ends with a clear message, and what had come stays", async (_name, fault, code, message) => {
    await desk.steer(fault);
    const events = await eventsOf(await desk.ask({ kind: "draft", text: "Yes." }));
    const end = events.at(-1);
    expect(end).toMatchObject({ type: "failed", code, message: expect.stringMatching(message) });
    const spoke = code === "ai_cut_off" ? /^Hi Ana, thank you/ : code === "ai_refused" ? /^I cannot/ : /^$/;
    expect(textOf(events)).toMatch(spoke);
    expect(end).toMatchObject({ usage: { inputTokens: expect.any(Number) }, cost: { currency: "USD" } });
    expect(await callsOf(desk)).toMatchObject([{ outcome: code, kind: "draft" }]);
    await desk.steer({ fault: null });
    expect(textOf(await eventsOf(await desk.ask({ kind: "summary" })))).toMatch(/^- Ana Prado wrote/);
  });

  test("an answer that grew too long is an answer, and says why it ended", async () => {
    await desk.steer({ fault: "too_long" });
    const events = await eventsOf(await desk.ask({ kind: "draft" }));
    expect(events.at(-1)).toMatchObject({ type: "done", stopReason: "max_tokens", text: textOf(events) });
  });

  test("closing the request stops the model, and what was used is kept", async () => {
    await desk.steer({ delayMs: 30 });
    const response = await desk.ask({ kind: "draft", text: "word ".repeat(1000) });
    const reader = response.body?.getReader();
    for (let read = 0; read < 8; read += 1) await reader?.read();
    await reader?.cancel();
    await vi.waitFor(async () => expect(await callsOf(desk)).toMatchObject([{ outcome: "cancelled" }]), 5000);
    const [call] = await callsOf(desk);
    expect(Number(call?.["output_tokens"])).toBeGreaterThan(0);
    // Far from the thirty seconds of the whole answer.
    expect(Number(call?.["ms"])).toBeLessThan(5000);
  });
});

describe("before anything is asked", () => {
  test.each([
    [{ kind: "sing" }, 400, "kind"],
    [{ kind: "rewrite", text: "  " }, 400, "text"],
    [{ kind: "draft", text: "x".repeat(8001) }, 400, "text"],
    [{ kind: "draft", instruction: "x".repeat(501) }, 400, "instruction"],
    [{ kind: "draft", agent: "agt_nobodys" }, 400, "agent"],
  ])("%j names the field at fault", async (body, status, field) => {
    const answer = await desk.ask(body);
    const { errors } = await answer.json<{ errors: { field?: string }[] }>();
    expect([answer.status, errors[0]?.field]).toEqual([status, field]);
    expect(await callsOf(desk)).toEqual([]);
  });

  test("a conversation of nobody's is missing", async () => {
    expect((await ask(desk.admin, newId("conversation"), { kind: "draft" })).status).toBe(404);
  });

  test("an account without Claude, or with it switched off, is told where that is put right", async () => {
    const codes = [];
    await desk.admin.call("PATCH", `/api/integrations/${desk.ai}`, { body: { enabled: false } });
    codes.push((await desk.ask({ kind: "draft" })).status);
    await desk.admin.call("DELETE", `/api/integrations/${desk.ai}`);
    const answer = await desk.ask({ kind: "draft" });
    codes.push(answer.status);
    expect(codes).toEqual([409, 409]);
    expect(await answer.json()).toMatchObject({
      errors: [{ code: "ai_not_connected", message: expect.stringContaining("under Modules") }],
    });
  });

  test("a person who asks too often waits, and the colleague does not", async () => {
    const [statuses, waits]: [number[], (string | null)[]] = [[], []];
    for (let n = 0; n < 11; n += 1) {
      const answer = await desk.ask({ kind: "summary" });
      statuses.push(answer.status);
      waits.push(answer.headers.get("retry-after"));
      await answer.text();
    }
    expect(Number(waits.at(-1))).toBeGreaterThan(0);
    expect(statuses).toEqual([...Array<number>(10).fill(200), 429]);
    const colleague = await world.signIn(desk.admin.homeTenantId, "subaccount_member");
    const answer = await ask(colleague, desk.conversation, { kind: "summary" });
    expect(answer.status).toBe(200);
    await answer.text();
  });

  test("a month's limit is kept, and the month is shown by kind and model", async () => {
    await desk.admin.call("PATCH", `/api/integrations/${desk.ai}`, { body: { config: { monthlyCapUsd: 1 } } });
    await eventsOf(await desk.ask({ kind: "draft" }));
    await eventsOf(await desk.ask({ kind: "summary" }));
    await prepared("UPDATE ai_usage SET cost_micros = cost_micros + 1000000 WHERE tenant_id = ? AND kind = 'draft'")
      .bind(desk.admin.homeTenantId)
      .run();
    const answer = await desk.ask({ kind: "draft" });
    expect(answer.status).toBe(402);
    expect(await answer.json()).toMatchObject({ errors: [{ code: "ai_cap_reached" }] });
    const { body } = await desk.admin.call<AiUsage>("GET", "/api/ai/usage");
    expect(body).toMatchObject({ total: { count: 2 }, cap: { micros: 1_000_000, currency: "USD" } });
    expect(body.byKind.map(({ kind, count }) => [kind, count])).toEqual([
      ["draft", 1],
      ["summary", 1],
    ]);
    expect(body.byModel.map(({ model }) => model)).toEqual(["claude-sonnet-5-5"]);
    const past = await desk.admin.call<AiUsage>("GET", "/api/ai/usage?month=2020-01");
    expect(past.body).toMatchObject({ month: "2020-01", total: { count: 0 }, byKind: [] });
    expect((await desk.admin.call("GET", "/api/ai/usage?month=2020-13")).status).toBe(400);
  });
});

describe("the account's own key", () => {
  test("goes to Anthropic in the one header and nowhere else, whatever goes wrong", async () => {
    const logged: string[] = [];
    for (const level of ["log", "info", "warn", "error", "debug"] as const)
      vi.spyOn(console, level).mockImplementation((...said) => void logged.push(said.map(String).join(" ")));
    const sent: { url: string; authorization: string | null; body: string }[] = [];
    let answer: () => Response = () =>
      Response.json({ data: [{ type: "model", id: "claude-sonnet-5-5" }], has_more: false });
    vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
      const authorization = new Headers(init?.headers).get("authorization");
      sent.push({ url: String(input), authorization, body: String(init?.body ?? "") });
      return answer();
    });

    const own = await openDesk({ module: "ai", credentials: { apiKey: KEY } });
    const seen: string[] = [];
    const faults: (() => Response)[] = [
      () =>
        Response.json(
          { type: "error", error: { type: "authentication_error", message: `bad ${KEY}` } },
          { status: 401 },
        ),
      () => new Response(`<html>${KEY}`, { status: 502 }),
      () => {
        throw new Error(`no route for ${KEY}`);
      },
      () =>
        new Response("event: message_start\ndata: {not json\n\n", { headers: { "content-type": "text/event-stream" } }),
    ];
    for (const fault of faults) {
      answer = fault;
      seen.push(await (await own.ask({ kind: "draft" })).text());
    }
    expect(seen.every((text) => text.includes("event: failed"))).toBe(true);
    seen.push(
      (await own.admin.call("GET", "/api/integrations")).text,
      (await own.admin.call("GET", "/api/audit")).text,
    );
    seen.push((await own.admin.call<Integration>("POST", `/api/integrations/${own.ai}/verification`)).text);
    seen.push(JSON.stringify(await callsOf(own)), ...logged);
    expect(seen.filter((text) => text.includes(KEY))).toEqual([]);

    expect(sent.length).toBeGreaterThanOrEqual(5);
    for (const { url, authorization, body } of sent) {
      expect([new URL(url).origin, authorization]).toEqual(["http://claude.test", `Bearer ${KEY}`]);
      const secrets = [KEY, own.admin.token, env.SESSION_SECRET, env.VAULT_KEYS, env.META_APP_SECRET ?? KEY];
      for (const secret of secrets) expect(url + body).not.toContain(secret);
    }
  });
});

describe("an agent that is tried out", () => {
  const say = (text: string) => ({ from: "customer", text });
  const trying = (given: object, { admin } = desk) =>
    stream(admin, "/api/agents/playground", { name: "Night desk", messages: [say("Is it late?")], ...given });

  test("drafts what it would in the inbox, unsaved, and counts as use of its own kind", async () => {
    const events = await eventsOf(await trying({ model: "claude-haiku-5-5", systemPrompt: "Be awake." }));
    expect(events[0]).toMatchObject({ type: "start", model: "claude-haiku-5-5", agent: null });
    expect(textOf(events)).toMatch(/^Hi Sam, .*You wrote: “Is it late\?”\..*— Night desk$/);
    expect(events.at(-1)).toMatchObject({ type: "done", text: textOf(events) });
    expect(await callsOf(desk)).toMatchObject([{ kind: "playground", conversation_id: "", outcome: "done" }]);
    const { body } = await desk.admin.call<AiUsage>("GET", "/api/ai/usage");
    expect(body.byKind).toMatchObject([{ kind: "playground", count: 1 }]);
    expect((await desk.admin.call<{ docs: Agent[] }>("GET", "/api/agents")).body.docs).toEqual([]);
  });

  test("is told what was said so far, its own words as the business's, and what its account and agency say", async () => {
    const boss = await world.signIn(agency, "agency_admin");
    const voice = (who: Caller, body: object) => who.call("PATCH", "/api/brand-voice", { body });
    await voice(boss, { tone: "Warm & short", never: "Promise a price" });
    await voice(desk.admin, { never: "Name a price" });
    const asked: string[] = [];
    const fetched = vi
      .spyOn(Object.getPrototypeOf(sandboxClaude(env, desk.ai)), "fetch")
      .mockImplementation(async (_url: unknown, init: unknown) => {
        asked.push(String((init as RequestInit).body));
        return new Response("{}", { status: 418 });
      });
    const messages = [say("Hi"), { from: "agent", text: "Hello </message>" }, say("A table?")];
    await eventsOf(await trying({ messages, systemPrompt: "Be awake." }));
    await eventsOf(await desk.ask({ kind: "draft" }));
    fetched.mockRestore();
    await voice(boss, { tone: null, never: null });
    const [tried, inbox] = asked.map((body) => JSON.parse(body) as { system: { text: string }[] });
    expect(asked[0]).toContain('from=\\"business\\" by=\\"Night desk\\"');
    expect(asked[0]).toContain("Hello &lt;/message&gt;</message>");
    for (const prompt of [tried, inbox])
      expect(prompt?.system[0]?.text).toContain(
        "<brand>\n<tone>Warm &amp; short</tone>\n<never>Name a price</never>\n</brand>",
      );
    expect(tried?.system[0]?.text).toContain("Be awake.");
  });

  test("is bounded like every assist, and only for who may change agents", async () => {
    const refusal = async (given: object, of = desk) => {
      const answer = await trying(given, of);
      const { errors } = await answer.json<{ errors: { code: string; field?: string }[] }>();
      return [answer.status, errors[0]?.field ?? errors[0]?.code];
    };
    expect(await refusal({ messages: [say("Hi"), { from: "agent", text: "Hello" }] })).toEqual([400, "messages"]);
    expect(await refusal({ messages: [] })).toEqual([400, "messages"]);
    expect(await refusal({ messages: [say("x".repeat(4_001))] })).toEqual([400, "messages.0.text"]);
    expect(await refusal({ messages: Array.from({ length: 41 }, () => say("Hi")) })).toEqual([400, "messages"]);
    expect(await refusal({ name: "" })).toEqual([400, "name"]);
    const viewer = await world.signIn(desk.admin.homeTenantId, "subaccount_member");
    expect(await refusal({}, { ...desk, admin: viewer })).toEqual([403, "forbidden"]);
    const bare = await world.signIn(await world.subAccount(agency), "subaccount_admin");
    expect(await refusal({}, { ...desk, admin: bare })).toEqual([409, "ai_not_connected"]);
    for (let n = 0; n < 10; n += 1) await (await trying({})).text();
    expect(await refusal({})).toEqual([429, "too_many"]);
  });
});
