import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LONG } from "../../../durable-objects/kit/chance.test-kit.ts";
import { manifestOf } from "../../../modules/catalog.ts";
import { AI_MODEL_IDS } from "../../../schema/ai-models.ts";
import type { HostCall, SessionRef } from "../../../schema/concierge/host.ts";
import { newId } from "../../../schema/ids.ts";
import type { Env } from "../../env.ts";
import { type Death, faultyD1 } from "../../faulty-d1.test-kit.ts";
import { makeWorld, prepared, type World } from "../../world.test-kit.ts";
import { act } from "./act.ts";
import { holderCtx } from "./holder-ctx.ts";
import { storeAnswer } from "./store-answer.ts";

/** Built from parts, so that nobody's scanner takes it for a leak. */
const [FIRST, SECOND] = ["one", "two"].map((which) => ["sk-ant-", which, "-Zq8vJ2mW1xTfLr0pYcN5hB7k"].join("")) as [
  string,
  string,
];

let world: World;
beforeEach(async () => {
  world = await makeWorld();
  vi.spyOn(globalThis, "fetch").mockImplementation(async () =>
    Response.json({ data: AI_MODEL_IDS.map((id) => ({ id })), has_more: false }),
  );
  for (const level of ["warn", "error"] as const) vi.spyOn(console, level).mockImplementation(() => undefined);
});
afterEach(() => vi.restoreAllMocks());

function withD1(d1: D1Database): Env {
  return new Proxy(env, {
    get: (target, property) => (property === "DB" ? d1 : (Reflect.get(target, property) as unknown)),
  });
}

/** An account with a session that goes on, and a key that was sent for it. */
async function scene(): Promise<SessionRef> {
  const tenantId = await world.subAccount(await world.agency());
  const { userId } = await world.signIn(tenantId, "subaccount_admin");
  const sessionId = newId("conciergeSession");
  await prepared(
    "INSERT INTO concierge_sessions (tenant_id, id, state, occasion, live, total, blocked, created_at, updated_at) VALUES (?, ?, 'active', 'asked', 0, 1, 0, ?3, ?3)",
  )
    .bind(tenantId, sessionId, Date.now())
    .run();
  const session = { sessionId, tenantId, holderId: userId, modules: ["ai"], skipped: [] };
  await send(session, FIRST);
  return session;
}

async function send(session: SessionRef, apiKey: string): Promise<void> {
  const manifest = manifestOf("ai");
  if (manifest === undefined) throw new Error("no such module");
  const ctx = await holderCtx(env, session, () => undefined);
  await storeAnswer(ctx, { ...session, manifest }, { sandbox: false, credentials: { apiKey }, config: {} });
}

type Call = Pick<HostCall, "tool" | "args"> & { approved?: boolean; before?: (session: SessionRef) => Promise<void> };
const install: Call = { tool: "installModule", args: { module: "ai" } };
const CALLS: Record<string, Call> = {
  installs: install,
  "puts other values in place": {
    ...install,
    before: async (session) => {
      await make(session, install);
      await send(session, SECOND);
    },
  },
  "makes an agent": { tool: "createAgent", args: { name: "Ada", systemPrompt: "Be kind." } },
  "leaves a module out": { tool: "skip", args: { module: "ai" } },
  uninstalls: {
    tool: "uninstallModule",
    args: { module: "ai" },
    approved: true,
    before: (session) => make(session, install),
  },
};

async function make(session: SessionRef, { tool, args, approved = false }: Omit<Call, "before">): Promise<void> {
  const result = await act(env, session, { id: newId("conciergeEntry"), tool, args, approved }, () => undefined);
  if (!result.ok) throw new Error(result.outcome);
}

/** Makes a call with a process that dies, then the same call again as the ledger would. Answers the end of it, and how many calls of the database it took. */
async function course(
  { before, tool, args, approved = false }: Call,
  death?: Death,
): Promise<{ end: unknown; calls: number }> {
  const session = await scene();
  await before?.(session);
  const { d1, calls } = faultyD1(env.DB, death);
  const call = { id: newId("conciergeEntry"), tool, args, approved };
  const first = await act(withD1(d1), session, call, () => undefined).catch(() => undefined);
  const last = first ?? (await act(env, session, call, () => undefined));
  return { end: [last.ok, await endOf(session)], calls: calls() };
}

async function endOf({ tenantId }: SessionRef): Promise<unknown> {
  const all = async (sql: string) => (await prepared(sql).bind(tenantId).all()).results;
  return {
    integrations: await all("SELECT module, state FROM integrations WHERE tenant_id = ?"),
    credentials: await all("SELECT field, hint FROM credentials WHERE tenant_id = ?"),
    agents: await all("SELECT name, is_default FROM agents WHERE tenant_id = ?"),
    sent: await all("SELECT module FROM concierge_answers WHERE tenant_id = ?"),
    values: await all("SELECT field FROM concierge_values WHERE tenant_id = ?"),
    done: await all(
      "SELECT DISTINCT action FROM audit WHERE tenant_id = ? AND action NOT LIKE '%verified' ORDER BY action",
    ),
  };
}

describe.each(Object.entries(CALLS))("a call that %s", (_name, call) => {
  it("ends as if nothing had happened, wherever the process dies", { timeout: 120_000 }, async () => {
    const { end, calls } = await course(call);
    expect(calls).toBeGreaterThan(3);
    for (const [at, when] of pointsOf(calls))
      expect((await course(call, { call: at, when })).end, `${when} call ${at}`).toEqual(end);
  });
});

/** Every point with TRELLIS_LONG=1; else one in three, before some calls and after others. */
function pointsOf(calls: number): [number, Death["when"]][] {
  const all = Array.from({ length: calls }, (_none, n) => n + 1).flatMap((at): [number, Death["when"]][] => [
    [at, "before"],
    [at, "after"],
  ]);
  return LONG ? all : all.filter((_point, n) => n % 3 === 1);
}
