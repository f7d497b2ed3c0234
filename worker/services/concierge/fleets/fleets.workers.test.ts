import { runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { concierge } from "../../../../durable-objects/stubs.ts";
import { AI_MODEL_IDS } from "../../../../schema/ai-models.ts";
import type { Page } from "../../../../schema/contracts/common.ts";
import type { Fleet, FleetRow, FleetValuesSent } from "../../../../schema/contracts/fleets.ts";
import type { NewRelay } from "../../../../schema/contracts/relays.ts";
import { sweepFleets } from "./sweep.ts";
import { type Caller, makeWorld, prepared, type World } from "../../../world.test-kit.ts";

vi.setConfig({ testTimeout: 60_000 });

/** Built from parts, so that nobody's scanner takes it for a leak. */
const key = (end: string): string => ["sk-ant-", `Zq8vJ2mW1xTfLr0pYcN5hB7k${end}`].join("");

let world: World;
let agency: string;
let boss: Caller;
beforeEach(async () => {
  world = await makeWorld();
  agency = await world.agency();
  boss = await world.signIn(agency, "agency_admin");
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    const request = new Request(input instanceof URL ? input.href : input, init);
    const given = request.headers.get("authorization") ?? request.headers.get("x-api-key") ?? "";
    if (!given.includes("good"))
      return Response.json({ type: "error", error: { type: "authentication_error", message: "no" } }, { status: 401 });
    return Response.json({ data: AI_MODEL_IDS.map((id) => ({ id })), has_more: false });
  });
  for (const level of ["log", "info", "warn", "error"] as const) vi.spyOn(console, level).mockImplementation(() => {});
});
afterEach(() => vi.restoreAllMocks());

const start = (body: object) => boss.call<{ doc: Fleet }>("POST", "/api/concierge/fleets", { body });
const rowsOf = async (id: string, query = ""): Promise<FleetRow[]> =>
  (await boss.call<Page<FleetRow>>("GET", `/api/concierge/fleets/${id}/clients?limit=200${query}`)).body.docs;
const give = (id: string, body: object) =>
  boss.call<FleetValuesSent>("POST", `/api/concierge/fleets/${id}/values`, { body });

/** Brings every session forward until the rows say what is waited for. */
async function until(id: string, holds: (rows: FleetRow[]) => boolean): Promise<FleetRow[]> {
  const deadline = Date.now() + 40_000;
  for (;;) {
    const rows = await rowsOf(id);
    if (holds(rows)) return rows;
    if (Date.now() > deadline) throw new Error(`waited in vain: ${JSON.stringify(rows.slice(0, 3))}`);
    await boss.call("GET", `/api/concierge/fleets/${id}`);
    for (const { session } of rows) if (session !== null) await runDurableObjectAlarm(concierge(env, session));
  }
}
const count = (rows: readonly FleetRow[], state: FleetRow["state"]): number =>
  rows.filter((row) => row.state === state).length;

describe("an agency's set-up of many clients", () => {
  it("gives each its own values, comes back with those that are blocked and why, and one is finished by a link", async () => {
    const clients = await Promise.all(Array.from({ length: 40 }, () => world.subAccount(agency)));
    const begun = await start({ clients: "all", modules: ["ai"] });
    expect([begun.status, begun.body.doc.counts.total]).toEqual([201, 40]);
    const { id } = begun.body.doc;
    const asking = await until(id, (rows) => count(rows, "waiting") === 40 && rows.every(({ session }) => session));
    expect(asking[0]?.modules).toEqual([{ slug: "ai", state: "asking", reason: null, fix: null }]);

    const bad = clients.slice(0, 3);
    const values = Object.fromEntries(bad.map((client) => [client, { apiKey: key("bad") }]));
    const given = await give(id, { module: "ai", common: { apiKey: key("good") }, clients: values });
    expect(given.body).toEqual({ sent: 40, left: [] });
    const rows = await until(id, (now) => count(now, "live") === 37 && count(now, "blocked") === 3);
    const blocked = rows.filter(({ state }) => state === "blocked");
    expect(new Set(blocked.map(({ client }) => client.id))).toEqual(new Set(bad));
    for (const { modules } of blocked) expect(modules[0]?.reason).toMatch(/does not accept this API key/);
    expect(await rowsOf(id, "&state=blocked")).toHaveLength(3);
    const { body: fleet } = await boss.call<Fleet>("GET", `/api/concierge/fleets/${id}`);
    expect(fleet.counts).toEqual({ total: 40, waiting: 0, working: 0, live: 37, blocked: 3, stopped: 0 });
    const secrets = (await prepared("SELECT * FROM audit").all()).results;
    for (const end of ["good", "bad"]) expect(JSON.stringify(secrets)).not.toContain(key(end));

    const one = blocked[0];
    const link = await boss.call<{ doc: NewRelay }>("POST", `/api/concierge/sessions/${one?.session}/relays`, {
      tenant: one?.client.id ?? "",
      body: {},
    });
    const token = link.body.doc.url.split("/relay/")[1];
    const filled = await boss.call("POST", "/api/concierge/relays/forms/ai", {
      body: { token, values: { apiKey: key("good") } },
    });
    expect(filled.status).toBe(200);
    await until(id, (now) => count(now, "live") === 38);
  });

  it("asks each for what it needs alone, names who could be given nothing, and stops with what is live left live", async () => {
    const [one = "", two = ""] = await Promise.all([world.subAccount(agency), world.subAccount(agency)]);
    const { doc } = (await start({ clients: [one, two], modules: ["ai"] })).body;
    await until(
      doc.id,
      (rows) => rows.length === 2 && count(rows, "waiting") === 2 && rows.every((row) => row.session),
    );
    const strange = await give(doc.id, { module: "ai", common: { nothing: "x" }, clients: { [agency]: {} } });
    expect(strange.body.errors?.map(({ field }) => field)).toEqual(["common.nothing", `clients.${agency}`]);
    const half = await give(doc.id, { module: "ai", clients: { [one]: { apiKey: key("good") } } });
    expect(half.body).toEqual({
      sent: 1,
      left: [{ client: two, message: expect.any(String), field: "values.apiKey" }],
    });
    await until(doc.id, (rows) => count(rows, "live") === 1);
    expect((await give(doc.id, { module: "ai", common: { apiKey: key("good") }, sandbox: true })).body.sent).toBe(1);
    await until(doc.id, (rows) => count(rows, "live") === 2);

    const again = (await start({ clients: [one, two] })).body.doc;
    const rest = await until(again.id, (rows) => rows.every((row) => row.session !== null));
    expect(rest.some(({ modules }) => modules.some(({ slug }) => slug === "ai"))).toBe(false);
    expect((await boss.call("PUT", `/api/concierge/fleets/${again.id}/stop`)).status).toBe(200);
    expect((await boss.call("PUT", `/api/concierge/fleets/${again.id}/stop`)).status).toBe(200);
    expect((await give(again.id, { module: "slack" })).status).toBe(409);
    await until(again.id, (rows) => count(rows, "stopped") === 2);
  });

  it("goes on by the clock where nobody looks, unless it was stopped", async () => {
    const client = await world.subAccount(agency);
    const { doc } = (await start({ clients: [client], modules: ["ai"] })).body;
    await until(doc.id, (rows) => rows.every(({ session }) => session !== null));
    const fleet = "concierge_fleet_clients";
    const forgotten = () => prepared(`UPDATE ${fleet} SET concierge_id = NULL WHERE fleet_id = ?`).bind(doc.id).run();
    const sweep = async () => {
      const works: Promise<unknown>[] = [];
      await sweepFleets(env, (work) => void works.push(work));
      await Promise.all(works);
      return (await rowsOf(doc.id))[0]?.session;
    };
    await forgotten();
    expect(await sweep()).toEqual(expect.stringMatching(/^cgs_/));
    await forgotten();
    await boss.call("PUT", `/api/concierge/fleets/${doc.id}/stop`);
    expect(await sweep()).toBeNull();
  });

  it("names a client whose values could not be kept, and gives the rest theirs", async () => {
    const clients = await Promise.all(Array.from({ length: 3 }, () => world.subAccount(agency)));
    const [broken = ""] = clients;
    const { doc } = (await start({ clients, modules: ["ai"] })).body;
    await until(doc.id, (rows) => rows.every((row) => row.modules[0]?.state === "asking"));
    await prepared(
      `CREATE TRIGGER unkept BEFORE INSERT ON concierge_answers WHEN NEW.tenant_id = '${broken}' BEGIN SELECT RAISE(ABORT, 'no luck'); END`,
    ).run();
    const given = await give(doc.id, { module: "ai", common: { apiKey: key("good") } });
    expect([given.status, given.body]).toEqual([
      200,
      { sent: 2, left: [{ client: broken, message: expect.any(String) }] },
    ]);
    await prepared("DROP TRIGGER unkept").run();
  });

  it("takes on a batch of a large set-up with each sweep", async () => {
    const clients = await Promise.all(Array.from({ length: 22 }, () => world.subAccount(agency)));
    const { doc } = (await start({ clients, modules: ["ai"] })).body;
    await until(doc.id, (rows) => rows.every(({ session }) => session !== null));
    // Whatever still begins them after the answers finds it stopped, and comes to its end.
    const put = (state: string) =>
      prepared("UPDATE concierge_fleets SET state = ? WHERE id = ?").bind(state, doc.id).run();
    await put("stopped");
    await scheduler.wait(300);
    await prepared("UPDATE concierge_fleet_clients SET concierge_id = NULL WHERE fleet_id = ?").bind(doc.id).run();
    await put("active");
    const begun = async () => {
      await sweepFleets(env, () => {});
      const left = "SELECT count(*) AS n FROM concierge_fleet_clients WHERE fleet_id = ? AND concierge_id IS NOT NULL";
      return prepared(left).bind(doc.id).first("n");
    };
    expect([await begun(), await begun()]).toEqual([20, 22]);
  });

  it("stops what began while it was stopped, and what is left when it is told so again", async () => {
    const clients = await Promise.all([world.subAccount(agency), world.subAccount(agency)]);
    // Whoever stops it comes between the beginning of a session and the note of it.
    await prepared(
      `CREATE TRIGGER meanwhile AFTER INSERT ON concierge_sessions BEGIN UPDATE concierge_fleets SET state = 'stopped' WHERE id = NEW.fleet_id; END`,
    ).run();
    const { doc } = (await start({ clients, modules: ["ai"] })).body;
    await vi.waitFor(async () => expect(count(await rowsOf(doc.id), "stopped")).toBe(2), { timeout: 10_000 });
    await prepared("DROP TRIGGER meanwhile").run();

    const others = await Promise.all([world.subAccount(agency), world.subAccount(agency)]);
    const again = (await start({ clients: others, modules: ["ai"] })).body.doc;
    await until(again.id, (rows) => rows.every(({ session }) => session !== null));
    const stop = () => boss.call<{ doc: Fleet }>("PUT", `/api/concierge/fleets/${again.id}/stop`);
    // It was stopped, and whoever did so came to an end before the sessions had.
    await prepared("UPDATE concierge_fleets SET state = 'stopped' WHERE id = ?").bind(again.id).run();
    expect([(await stop()).status, (await stop()).status]).toEqual([200, 200]);
    await until(again.id, (rows) => count(rows, "stopped") === 2);
    const told = `SELECT count(*) AS n FROM audit WHERE action = 'concierge.fleet_stopped' AND entity_id = ?`;
    expect(await prepared(told).bind(again.id).first("n")).toBe(0);
  });

  it("has one client's fault keep nobody else waiting, and tries that client again when it is asked to", async () => {
    const [broken = "", ...others] = await Promise.all(Array.from({ length: 3 }, () => world.subAccount(agency)));
    await prepared(
      `CREATE TRIGGER broken BEFORE INSERT ON concierge_sessions WHEN NEW.tenant_id = '${broken}' BEGIN SELECT RAISE(ABORT, 'no luck'); END`,
    ).run();
    const { doc } = (await start({ clients: [broken, ...others], modules: ["ai"] })).body;
    const rows = await until(doc.id, (now) => count(now, "blocked") === 1 && count(now, "waiting") === 2);
    expect(rows.find(({ state }) => state === "blocked")).toMatchObject({
      client: { id: broken },
      session: null,
      reason: "Something went wrong on our side. Try again.",
    });
    await until(doc.id, (now) => now.filter(({ session }) => session !== null).length === 2);
    await prepared("DROP TRIGGER broken").run();
    expect((await boss.call("POST", `/api/concierge/fleets/${doc.id}/retry`)).status).toBe(200);
    await until(doc.id, (now) => now.every(({ session }) => session !== null));
  });

  it("is the agency's alone, over its own clients, with rights read at each step", async () => {
    const mine = await world.subAccount(agency);
    const other = await world.agency();
    const foreign = await world.subAccount(other);
    const refused = await start({ clients: [mine, foreign] });
    expect([refused.status, refused.body.errors?.[0]?.field]).toEqual([400, "clients.1"]);
    expect((await start({ clients: [mine], modules: ["nothing-such"] })).status).toBe(400);
    const { doc } = (await start({ clients: [mine], modules: ["ai"] })).body;
    const stranger = await world.signIn(other, "agency_admin");
    for (const path of ["", "/clients"])
      expect((await stranger.call("GET", `/api/concierge/fleets/${doc.id}${path}`)).status).toBe(404);
    expect(
      (await stranger.call("POST", `/api/concierge/fleets/${doc.id}/values`, { body: { module: "ai" } })).status,
    ).toBe(404);

    await prepared("UPDATE concierge_fleet_clients SET concierge_id = NULL WHERE fleet_id = ?").bind(doc.id).run();
    await prepared("UPDATE concierge_sessions SET state = 'stopped' WHERE tenant_id = ?").bind(mine).run();
    await prepared("UPDATE grants SET tenant_id = ? WHERE user_id = ?").bind(other, boss.userId).run();
    const late = await world.signIn(agency, "agency_admin");
    const looked = async () =>
      (await late.call<Page<FleetRow>>("GET", `/api/concierge/fleets/${doc.id}/clients`)).body.docs[0];
    await late.call("GET", `/api/concierge/fleets/${doc.id}`);
    await vi.waitFor(async () =>
      expect(await looked()).toMatchObject({ state: "blocked", reason: "Agency admin may not set this client up." }),
    );
  });
});
