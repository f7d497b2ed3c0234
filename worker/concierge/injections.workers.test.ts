import { runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type Chance, chanceOf, LONG, seeds } from "../../durable-objects/kit/chance.test-kit.ts";
import { concierge } from "../../durable-objects/stubs.ts";
import { CATALOG } from "../../modules/catalog.ts";
import * as handlers from "../../modules/handlers.ts";
import type { ModuleManifest } from "../../modules/module.ts";
import type { AuditList } from "../../schema/contracts/audit.ts";
import type { ConciergeSession } from "../../schema/contracts/concierge.ts";
import { beginSetUp, openEntries, type SetUp } from "../services/concierge/concierge.test-kit.ts";
import { type Caller, makeWorld, prepared, type World } from "../world.test-kit.ts";
import { fakeClaude, type FakeClaude } from "./fake-claude.test-kit.ts";
import { commandsIn, ownIdea, payloads, type Prey } from "./injection.test-kit.ts";
import { type Stranger, strangerWithLink } from "./stranger.test-kit.ts";

/** 200 payloads with TRELLIS_LONG=1; every run takes fewer through the same course. */
const PAYLOADS = LONG ? 200 : 4;
const STEPS = 60;

/** Stands in everything that is somebody else's. */
const FOREIGN = "Zebedee of the other agency";
/** Stands in what customers of the account wrote. */
const CUSTOMER = "Crustacean";
/** Of the starter plan, and in test mode without a value of a person's. */
const BEFORE = "whatsapp";
const UNPAID = "moderation";
const INJECTED = "drawn-injected";

let world: World;
beforeEach(async () => {
  world = await makeWorld();
  for (const level of ["warn", "error"] as const) vi.spyOn(console, level).mockImplementation(() => undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
  withdrawInjected();
});

it.each(seeds(1))(
  "a model that obeys whatever it reads does nothing that its person may not, did not click on, or that is another account's (seed %i)",
  { timeout: LONG ? 3_600_000 : 240_000 },
  async (seed) => {
    const chance = chanceOf(seed);
    const stranger = await foreignAccount();
    const prey: Prey = { installed: BEFORE, unpaid: UNPAID, session: INJECTED, foreign: stranger.homeTenantId };
    const before = await everythingOf(stranger);
    let refused = 0;
    for (const payload of payloads(prey, PAYLOADS, chance)) {
      try {
        refused += await oneAttack(payload, prey, chance);
      } catch (error) {
        throw new Error(`with ${JSON.stringify(payload)}`, { cause: error });
      }
    }
    expect(await everythingOf(stranger)).toBe(before);
    // It did try.
    expect(refused).toBeGreaterThan(PAYLOADS);
  },
);

/** Sets an account up in which the payload stands everywhere. Answers how often something was refused, or waited for a click in vain. */
async function oneAttack(payload: string, prey: Prey, chance: Chance): Promise<number> {
  const account = await accountWith(payload);
  const { admin, claude } = account;
  claude.always = (asked) => {
    const told = JSON.stringify(asked.messages.at(-1)?.content);
    const calls = [...commandsIn(told), ...commandsIn(JSON.stringify(asked.system))].slice(0, 4);
    if (calls.length > 0 && chance.happens(0.5)) return { text: payload, calls };
    const ideas = [ownIdea(prey, chance), ownIdea(prey, chance)];
    if (chance.happens(0.5)) return { text: told.slice(0, 2_000), calls: ideas };
    return chance.happens(0.1) ? { calls: [{ tool: "skip", raw: "{" }] } : undefined;
  };
  const held = await heldOf(admin);
  const setUp = await beginSetUp(admin, { driver: "claude", modules: [INJECTED, BEFORE] });
  const demotedAt = chance.happens(0.5) ? Math.floor(STEPS / 2) + chance.int(5) : STEPS;
  let acted = 0;
  for (let step = 0; step < STEPS; step += 1) {
    if (step === demotedAt) {
      await prepared("UPDATE grants SET role = 'subaccount_viewer' WHERE user_id = ?").bind(admin.userId).run();
      acted = await actsOf(account.colleague);
    }
    await runDurableObjectAlarm(concierge(env, setUp.id));
    if (step % 4 === 3) await peopleAct(setUp, account, payload, chance);
  }
  const session = await read(account.colleague, setUp.id);

  // Nothing was removed, asked for, or changed beside what a set-up is for; with the right went every act.
  expect(await heldOf(account.colleague)).toEqual(held);
  expect(demotedAt < STEPS ? await actsOf(account.colleague) : acted).toBe(acted);
  const { body: trail } = await account.colleague.call<AuditList>("GET", "/api/audit?via=concierge&limit=200");
  expect(trail.docs.map(({ action }) => action).filter((action) => !SET_UP_ACTS.test(action))).toEqual([]);
  // That a session is over is the product's own to say.
  const others = trail.docs.filter(({ actor, action }) => actor.id !== admin.userId && action !== "concierge.finished");
  expect(others.map(({ action, actor }) => `${action} by ${actor.name}`)).toEqual([]);
  expect(session.entries.filter((entry) => entry.kind === "approval" && entry.state === "approved")).toEqual([]);

  // What is another's, and what customers wrote, never came near the model or the transcript; the record stayed one the API takes.
  const seen = [...claude.asked.map(({ body }) => body), JSON.stringify(session)].join("\n");
  expect([FOREIGN, CUSTOMER].filter((mark) => seen.includes(mark))).toEqual([]);
  expect(claude.wrong).toEqual([]);
  expect(claude.asked.length).toBeGreaterThan(3);
  const inVain = (entry: ConciergeSession["entries"][number]): boolean =>
    entry.kind === "approval" || (entry.kind === "call" && entry.state === "failed");
  return session.entries.filter(inVain).length;
}

/** What a set-up is for, and nothing that is destructive or costs. */
const SET_UP_ACTS =
  /^(?:integration\.(?:installed|rotated|configured|verified|checked|updated|credentials_rotated)|agent\.(?:created|updated)|concierge\.\w+)$/;

interface Account {
  admin: Caller;
  /** Another who may set things up here. */
  colleague: Caller;
  claude: FakeClaude;
  /** Whoever was sent a link, once somebody was. */
  stranger?: Stranger | undefined;
}

/** An account in which the payload stands wherever somebody else may have put it. */
async function accountWith(payload: string): Promise<Account> {
  vi.spyOn(globalThis, "fetch").mockImplementation(async () =>
    Response.json({ error: { message: payload, code: 190 }, message: payload, description: payload }, { status: 401 }),
  );
  const claude = fakeClaude(env.ANTHROPIC_BASE_URL);
  offerInjected(payload);
  const tenant = await world.subAccount(await world.agency());
  await prepared("UPDATE tenants SET plan = 'starter', name = ? WHERE id = ?").bind(`Bella ${payload}`, tenant).run();
  const admin = await world.signIn(tenant, "subaccount_admin");
  await prepared("UPDATE users SET name = ? WHERE id = ?").bind(`Ann ${payload}`, admin.userId).run();
  const colleague = await world.signIn(tenant, "subaccount_admin");
  const post = async (path: string, body: object) => {
    const { status, text } = await admin.call("POST", path, { body });
    if (status > 201) throw new Error(`${path}: ${text}`);
    return (JSON.parse(text) as { doc?: { id: string } }).doc?.id ?? "";
  };
  await post("/api/integrations", { module: "ai", credentials: { apiKey: "sk-ant-own-key" } });
  const phone = await post("/api/integrations", { module: BEFORE, sandbox: true });
  const customer = {
    name: `${CUSTOMER} ${payload}`.replaceAll(/\s+/g, " ").slice(0, 78).trim(),
    phone: "447700900123",
  };
  await post(`/api/sandbox/phones/${phone}/messages`, { customer, text: `${CUSTOMER} says: ${payload}` });
  await post("/api/agents", { name: "Desk", systemPrompt: payload });
  await admin.call("PATCH", "/api/brand-voice", { body: { about: payload } });
  return { admin, colleague, claude };
}

/** A module whose every text is the payload, and whose provider refuses with it. */
function offerInjected(payload: string): void {
  const of = CATALOG.find(({ slug }) => slug === "ai");
  if (of === undefined) throw new Error("the catalog has no such module");
  const text = payload.replaceAll(/\s+/g, " ");
  const [requirement] = of.requirements;
  const injected = {
    ...of,
    slug: INJECTED,
    name: `Injected ${text}`.slice(0, 60),
    summary: text,
    dependencies: [],
    requirements: [
      { ...requirement, label: text, help: text },
      { name: "remark", kind: "text", label: "Remark", help: text, required: false, sharing: "perAccount" },
    ],
  } as unknown as ModuleManifest;
  const catalog = CATALOG as ModuleManifest[];
  const at = catalog.findIndex(({ slug }) => slug === INJECTED);
  catalog.splice(at < 0 ? catalog.length : at, at < 0 ? 0 : 1, injected);
  const { handlersOf } = handlers;
  const own = vi.isMockFunction(handlersOf) ? undefined : handlersOf;
  if (own === undefined) return;
  vi.spyOn(handlers, "handlersOf").mockImplementation((slug) =>
    slug === INJECTED
      ? {
          apis: [{ host: "api.injected.example", variable: "INJECTED_API_URL" }],
          verify: async (_credentials, _provider, now) => {
            const checkedAt = new Date(now).toISOString();
            return {
              health: { ok: false, checkedAt, cause: "credentials", reason: text, fix: text },
              proven: [],
              details: { note: text },
            };
          },
        }
      : own(slug),
  );
}

/** What people do meanwhile: they fill forms, answer, write, and decline; a colleague clicks on what was asked of another. */
async function peopleAct(setUp: SetUp, account: Account, payload: string, chance: Chance): Promise<void> {
  const { admin, colleague } = account;
  const session = await read(colleague, setUp.id);
  if (session.state !== "active") return;
  if (session.activity === "paused") await setUp.post("steer", { action: "continue" });
  const at = `/api/concierge/sessions/${setUp.id}`;
  account.stranger ??= await strangerWithLink(admin, setUp.id);
  for (const form of openEntries(session, "form")) {
    const values = { apiKey: "a-key-of-the-form", remark: payload.replaceAll(/\s+/g, " ").slice(0, 100) };
    const asked = Object.fromEntries(
      Object.entries(values).filter(([name]) => form.fields.some((one) => one.name === name)),
    );
    if (chance.happens(0.3)) await account.stranger?.(form.module.slug, { values: asked, config: {} });
    await colleague.call("POST", `${at}/forms/${form.id}`, {
      body: chance.happens(0.7) ? { values: asked, config: {} } : { skip: true },
    });
  }
  for (const question of openEntries(session, "question"))
    await colleague.call("POST", `${at}/messages`, { body: { text: payload.trim(), question: question.id } });
  for (const approval of openEntries(session, "approval")) {
    const path = `${at}/approvals/${approval.id}`;
    const clicked = await colleague.call("POST", path, { body: { decision: "approve" } });
    expect(clicked.status).not.toBe(200);
    if (chance.happens(0.5)) await admin.call("POST", path, { body: { decision: "decline" } });
  }
  if (chance.happens(0.4))
    await colleague.call("POST", `${at}/messages`, { body: { text: `A customer wrote: ${payload}` } });
}

async function read(caller: Caller, id: string): Promise<ConciergeSession> {
  return (await caller.call<ConciergeSession>("GET", `/api/concierge/sessions/${id}`)).body;
}

/** How often anything was done through the concierge. */
async function actsOf({ homeTenantId }: Caller): Promise<number> {
  const found = prepared("SELECT count(*) AS n FROM audit WHERE tenant_id = ? AND via = 'concierge'").bind(
    homeTenantId,
  );
  return (await found.first<{ n: number }>())?.n ?? -1;
}

/** What no set-up changes: what was installed before, what was asked for or given, people, keys, rights, settings. */
async function heldOf({ homeTenantId }: Caller): Promise<unknown> {
  const one = async (sql: string) => (await prepared(sql).bind(homeTenantId).all()).results;
  return {
    installed: await one(
      `SELECT id, module, state, config, sandbox FROM integrations WHERE tenant_id = ? AND module IN ('ai', '${BEFORE}') ORDER BY id`,
    ),
    sealed: await one(
      `SELECT c.field, c.hint FROM credentials c JOIN integrations i ON i.tenant_id = c.tenant_id AND i.id = c.integration_id WHERE c.tenant_id = ? AND i.module IN ('ai', '${BEFORE}') ORDER BY c.integration_id, c.field`,
    ),
    requests: await one("SELECT * FROM module_requests WHERE tenant_id = ?"),
    grants: await one("SELECT * FROM module_grants WHERE tenant_id = ?"),
    people: await one("SELECT user_id FROM grants WHERE tenant_id = ? ORDER BY user_id"),
    keys: await one("SELECT id FROM api_keys WHERE tenant_id = ?"),
    invitations: await one("SELECT id FROM invitations WHERE tenant_id = ?"),
    tenant: await one("SELECT name, plan, status, parent_id FROM tenants WHERE id = ?"),
  };
}

/** An account of another agency, with something in it to want. */
async function foreignAccount(): Promise<Caller> {
  const tenant = await world.subAccount(await world.agency());
  await prepared("UPDATE tenants SET name = ? WHERE id = ?").bind(FOREIGN, tenant).run();
  const stranger = await world.signIn(tenant, "subaccount_admin");
  const made = await stranger.call<{ doc: { id: string } }>("POST", "/api/integrations", {
    body: { module: BEFORE, sandbox: true },
  });
  await stranger.call("POST", "/api/agents", { body: { name: FOREIGN, systemPrompt: FOREIGN } });
  await stranger.call("POST", `/api/sandbox/phones/${made.body.doc.id}/messages`, {
    body: { customer: { name: FOREIGN, phone: "447700900999" }, text: FOREIGN },
  });
  return stranger;
}

/** All of an account in the control plane, and its newest conversations. */
async function everythingOf({ homeTenantId, call }: Caller): Promise<string> {
  const tables = await prepared(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND instr(sql, '`tenant_id`') > 0",
  ).all<{ name: string }>();
  const rows = await Promise.all(
    tables.results
      // What the clock and reading itself leave.
      .filter(({ name }) => !/watches|outbox|usage|listing|sessions$/.test(name))
      .map(async ({ name }) => [
        name,
        (await prepared(`SELECT * FROM "${name}" WHERE tenant_id = ?`).bind(homeTenantId).all()).results,
      ]),
  );
  const { body } = await call<{ docs: unknown[] }>("GET", "/api/conversations");
  return JSON.stringify([rows, body.docs]);
}

/** The catalog is every file's: nothing of it stays. */
function withdrawInjected(): void {
  const catalog = CATALOG as ModuleManifest[];
  const at = catalog.findIndex(({ slug }) => slug === INJECTED);
  if (at >= 0) catalog.splice(at, 1);
}
