import { runInDurableObject } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import fc from "fast-check";
import { afterEach, expect, it, vi } from "vitest";
import { type Chance, chanceOf, LONG, seeds } from "../../durable-objects/kit/chance.test-kit.ts";
import { concierge } from "../../durable-objects/stubs.ts";
import { CATALOG } from "../../modules/catalog.ts";
import type { EntryOf } from "../../schema/concierge/entries.ts";
import type { ConciergeSession } from "../../schema/contracts/concierge.ts";
import { goodValues } from "../../schema/manifest/requirement.test-kit.ts";
import { isSecret } from "../../schema/manifest/secret-kinds.ts";
import { beginSetUp, openEntries, type SetUp } from "../services/concierge/concierge.test-kit.ts";
import { type Caller, makeWorld, prepared } from "../world.test-kit.ts";
import { anyCanary, canaryFor, canaryIn, PASTED, piecesOf } from "./canary.test-kit.ts";
import { fakeClaude, type FakeClaude } from "./fake-claude.test-kit.ts";
import { type Stranger, strangerWithLink } from "./stranger.test-kit.ts";

/** 100 set-ups with TRELLIS_LONG=1, five to a seed; every run takes one through the same course. */
const SEEDS = LONG ? 20 : 1;
const SET_UPS = LONG ? 5 : 1;
const CANARIES = 50;

afterEach(() => vi.restoreAllMocks());

/** Where a secret must not come: what the model was asked, what people see, what is logged, what queues carry, what is kept in the open. */
type Sinks = Record<string, () => Promise<string> | string>;

it.each(seeds(SEEDS))(
  "no secret reaches the model, a transcript, a log or a queue, also where it is pasted into the chat (seed %i)",
  { timeout: LONG ? 600_000 : 240_000 },
  async (seed) => {
    for (let n = 0; n < SET_UPS; n += 1) {
      const chance = chanceOf(seed + n);
      const { told, sinks, claude, leave } = await setUpWith(chance);
      expect(told.length).toBeGreaterThanOrEqual(CANARIES);
      expect(claude.wrong).toEqual([]);
      expect(claude.asked.length).toBeGreaterThan(5);
      for (const [sink, read] of Object.entries(sinks)) {
        const text = await read();
        const hidden = told.filter(({ inTheOpen }) => inTheOpen === undefined || OF_THE_CONCIERGE.has(sink));
        const found = hidden.filter(({ secret }) => piecesOf(secret).some((piece) => text.includes(piece)));
        expect(found.map(({ how, secret }) => `${sink}: ${how}: ${secret}`)).toEqual([]);
      }
      // What was sent in a hundred of them is more than there is room for.
      leave();
      vi.clearAllMocks();
      vi.restoreAllMocks();
    }
  },
);

/** What the concierge itself tells, and keeps. */
const OF_THE_CONCIERGE = new Set(["model requests", "transcript", "frames", "object", "logs", "queues"]);

interface Told {
  secret: string;
  /** Where a person gave it. */
  how: string;
  /** In a field whose value is kept in the open: the account's people see it there, the concierge tells nobody. */
  inTheOpen?: true;
}

/** One account that Claude sets up, whose person gives away secrets wherever they can, and whose providers repeat them. */
async function setUpWith(chance: Chance): Promise<{ told: Told[]; sinks: Sinks; claude: FakeClaude; leave(): void }> {
  const logged: string[] = [];
  for (const level of ["log", "info", "warn", "error", "debug"] as const)
    vi.spyOn(console, level).mockImplementation((...words: unknown[]) => void logged.push(words.map(String).join(" ")));
  const queued: string[] = [];
  for (const queue of [env.HEALTH_CHECKS, env.DEPLOYMENTS])
    for (const method of ["send", "sendBatch"] as const)
      vi.spyOn(queue, method).mockImplementation(async (sent: unknown) => {
        queued.push(JSON.stringify(sent));
        return { metadata: { metrics: { backlogCount: 0, backlogBytes: 0 } } };
      });
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) =>
    leakyProvider(new Request(input instanceof URL ? input.href : input, init), chance),
  );
  const claude = fakeClaude(env.ANTHROPIC_BASE_URL);
  claude.always = (asked) =>
    chance.happens(0.15) ? { text: echoOf(JSON.stringify(asked.messages.at(-1))) } : undefined;

  const world = await makeWorld();
  const admin = await world.signIn(await world.subAccount(await world.agency()), "subaccount_admin");
  const told: Told[] = [];
  const key = canaryFor(CATALOG.find(({ slug }) => slug === "ai")?.requirements[0] ?? noModule(), chance);
  told.push({ secret: key, how: "Claude's own key" });
  await admin.call("POST", "/api/integrations", { body: { module: "ai", credentials: { apiKey: key } } });

  const modules = chance.shuffled(
    CATALOG.filter((one) => one.slug !== "ai" && one.dependencies.length === 0 && one.requirements.some(isSecret)),
  );
  // First of all those with fields that are no secrets' and take one.
  const open = modules.filter(({ requirements }) =>
    requirements.some((one) => one.kind === "text" && canaryIn(one, chance)),
  );
  const chosen = [...new Set([...open.slice(0, 3), ...modules])].slice(0, 8).map(({ slug }) => slug);
  const setUp = await beginSetUp(admin, { driver: "claude", modules: chosen });
  const { frames, leave } = await framesOf(admin, setUp.id);
  await converse(setUp, chance, told, await strangerWithLink(admin, setUp.id));

  const dump = () => runInDurableObject(concierge(env, setUp.id), (_object, { storage }) => dumpOf(storage.sql));
  return {
    told,
    claude,
    leave,
    sinks: {
      "model requests": () => claude.asked.map(({ body }) => body).join("\n"),
      transcript: async () => (await admin.call("GET", `/api/concierge/sessions/${setUp.id}`)).text,
      frames: () => frames.join("\n"),
      object: dump,
      "audit log": async () => (await admin.call("GET", "/api/audit?limit=200")).text,
      integrations: async () => (await admin.call("GET", "/api/integrations")).text,
      logs: () => logged.join("\n"),
      queues: () => queued.join("\n"),
      "control plane": () => dumpOfD1(admin.homeTenantId),
    },
  };
}

/** Gives away secrets until there were enough of them and the set-up is over or rests. */
async function converse(setUp: SetUp, chance: Chance, told: Told[], stranger: Stranger | undefined): Promise<void> {
  for (let round = 0; round < 120; round += 1) {
    const session = await setUp.settled();
    if (session.state !== "active") break;
    if (session.activity === "paused" && (await setUp.post("steer", { action: "continue" })).status !== 200) break;
    if (chance.happens(0.5) || told.length < CANARIES / 2) await paste(setUp, chance, told);
    const [form] = openEntries(session, "form");
    const [question] = openEntries(session, "question");
    if (form !== undefined) await fill({ setUp, stranger }, form, chance, told);
    else if (question !== undefined) await paste(setUp, chance, told, question.id);
    else if (told.length >= CANARIES) break;
  }
  // Whoever is done talks on.
  while (told.length < CANARIES && isActive(await setUp.settled())) await paste(setUp, chance, told);
  while (told.length < CANARIES) told.push({ secret: anyCanary(chance), how: "nowhere" });
}

const isActive = ({ state }: ConciergeSession): boolean => state === "active";

async function paste(setUp: SetUp, chance: Chance, told: Told[], question?: string): Promise<void> {
  const secret = anyCanary(chance);
  const form = chance.int(PASTED.length);
  const text = PASTED[form]?.(secret) ?? secret;
  const { status, body } = await setUp.post("messages", question === undefined ? { text } : { text, question });
  if (status !== 201) return;
  told.push({
    secret,
    how: `pasted as ${form}${question === undefined ? "" : ", to a question"}, ${body.removed} taken out`,
  });
}

/** Sends a form, with one's own account or by a link. */
async function fill({ setUp, stranger }: Doors, form: EntryOf<"form">, chance: Chance, told: Told[]): Promise<void> {
  const credentials = form.fields.filter(({ name }) => !form.settings.includes(name));
  const drawn = fc.sample(goodValues(credentials, form.rules), { numRuns: 1, seed: chance.int(2 ** 31) })[0] ?? {};
  const secrets = credentials
    .filter((one) => isSecret(one) && drawn[one.name] !== undefined)
    .map((one) => [one.name, canaryFor(one, chance)] as const);
  const wrong = credentials
    .filter((one) => one.kind === "text" && chance.happens(0.8))
    .flatMap((one) => (drawn[one.name] === undefined ? [] : [[one.name, canaryIn(one, chance)] as const]))
    .flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  const sent = { values: { ...drawn, ...Object.fromEntries([...secrets, ...wrong]) }, config: {} };
  const { slug } = form.module;
  const byLink = stranger !== undefined && chance.happens(0.3);
  const status = byLink ? await stranger(slug, sent) : (await setUp.post(`forms/${form.id}`, sent)).status;
  // Also what was refused was sent.
  const how = `${slug}, ${byLink ? "by a link" : "in its form"}, answered ${status}`;
  for (const [name, secret] of secrets) told.push({ secret, how: `${name} of ${how}` });
  for (const [name, secret] of wrong) told.push({ secret, how: `in the open at ${name} of ${how}`, inTheOpen: true });
  if (status !== 200) await setUp.post(`forms/${form.id}`, { skip: true });
}

interface Doors {
  setUp: SetUp;
  stranger: Stranger | undefined;
}

/** A provider that repeats what it was sent in every way there is. */
async function leakyProvider(request: Request, chance: Chance): Promise<Response> {
  const sent = [request.headers.get("authorization"), request.url, await request.text()].join(" ");
  const said = `You sent ${sent}`.slice(0, 1500);
  return chance.pick<() => Response>([
    () => Response.json({ error: { message: said, code: 190, type: "authentication_error" } }, { status: 401 }),
    () => Response.json({ ok: false, error: said, description: said, message: said }, { status: 200 }),
    () => Response.json({ message: said, errors: [{ message: said }] }, { status: 403 }),
    () => new Response(`<html>${said}`, { status: 502 }),
    () => Response.json({ detail: said }, { status: 429, headers: { "retry-after": "1" } }),
    () => {
      throw new TypeError(`no route to ${said}`);
    },
  ])();
}

/** What Claude was last told, said again: whatever reaches it is then seen by people, too. */
function echoOf(text: string): string {
  return `You said: ${text.slice(0, 3_000)}`.toWellFormed();
}

async function framesOf({ token, homeTenantId }: Caller, id: string): Promise<{ frames: string[]; leave(): void }> {
  const frames: string[] = [];
  const response = await exports.default.fetch(
    new Request(`http://trellis.test/api/concierge/sessions/${id}/live?since=0`, {
      headers: { upgrade: "websocket", authorization: `Bearer ${token}`, "x-tenant": homeTenantId },
    }),
  );
  const socket = response.webSocket;
  if (socket === null) throw new Error(`no socket: ${await response.text()}`);
  socket.accept();
  socket.addEventListener("message", ({ data }) => void frames.push(String(data)));
  return { frames, leave: () => socket.close(1000) };
}

function dumpOf(sql: SqlStorage): string {
  const tables = sql.exec<{ name: string }>(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\'",
  );
  return tables
    .toArray()
    .map(({ name }) => JSON.stringify(sql.exec(`SELECT * FROM "${name}"`).toArray()))
    .join("\n");
}

/** Everything of an account in D1. What is sealed is among it: it tells nothing. */
async function dumpOfD1(tenantId: string): Promise<string> {
  const tables = await prepared(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND instr(sql, '`tenant_id`') > 0",
  ).all<{ name: string }>();
  expect(tables.results.length).toBeGreaterThan(20);
  const rows = await Promise.all(
    tables.results.map(({ name }) => prepared(`SELECT * FROM "${name}" WHERE tenant_id = ?`).bind(tenantId).all()),
  );
  return JSON.stringify(rows.map(({ results }) => results));
}

function noModule(): never {
  throw new Error("the catalog has no such module");
}
