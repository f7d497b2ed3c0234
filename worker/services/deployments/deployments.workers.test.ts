import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { chanceOf, LONG, seeds } from "../../../durable-objects/kit/chance.test-kit.ts";
import type { CreateDeployment } from "../../../schema/contracts/deployments.ts";
import type { Integration } from "../../../schema/contracts/integrations.ts";
import { fakeGraph } from "../../fake-graph.test-kit.ts";
import { makeWorld, prepared } from "../../world.test-kit.ts";
import { configureModule } from "../integrations/configure.ts";
import { installModule } from "../integrations/install.ts";
import { listIntegrations } from "../integrations/list.ts";
import { reapplyIntegrations } from "../integrations/reapply.ts";
import { rotateCredentials } from "../integrations/rotate.ts";
import { uninstallModule } from "../integrations/uninstall.ts";
import { createTenant } from "../tenants/create.ts";
import { cancelDeployment } from "./cancel.ts";
import { createDeployment } from "./create.ts";
import { accountsOf, ctxOn, deliverDead, type Fleet, fakeClaude, makeFleet, timesDone } from "./fleet.test-kit.ts";
import { getDeployment } from "./get.ts";
import { deploymentHistory } from "./history.ts";
import { deploymentImpact } from "./impact.ts";
import { listTargets } from "./list-targets.ts";
import { pauseDeployment, resumeDeployment } from "./pause.ts";
import { previewDeployment } from "./preview.ts";
import { removeDeployment } from "./remove.ts";
import { repairDeployment } from "./repair.ts";
import { retryDeployment } from "./retry.ts";
import { rotateShared } from "./rotate-shared.ts";
import { spreadTargets } from "./spread.ts";
import { sweepDeployments } from "./sweep.ts";
import { updateDeployment } from "./update.ts";

const graph = fakeGraph(env.META_GRAPH_URL);
const claude = fakeClaude(env.ANTHROPIC_BASE_URL);
for (const level of ["warn", "error"] as const) vi.spyOn(console, level).mockImplementation(() => undefined);

const KEY = "sk-ant-api03-canary-of-the-agency-9Qx7";
const SHARED_AI: CreateDeployment = {
  module: "ai",
  deployTo: "all",
  subAccounts: [],
  credentialMode: "shared",
  allowCustomize: false,
  includeFuture: false,
  credentials: { apiKey: KEY },
  config: { monthlyCapUsd: 40 },
  sandbox: false,
};
const start = async (fleet: Fleet, change: Partial<CreateDeployment> = {}) =>
  createDeployment(await fleet.ctx(), { ...SHARED_AI, ...change });
const now = async (fleet: Fleet, id: string) => getDeployment(await fleet.ctx(), id);
const clientCtx = (fleet: Fleet, n = 0) => ctxOn(fleet.env, fleet.clients[n] ?? "", "subaccount_admin");
async function installed(fleet: Fleet, n = 0): Promise<Integration> {
  const [one] = await listIntegrations(await clientCtx(fleet, n));
  if (one === undefined) throw new Error("nothing is installed there");
  return one;
}
const code = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error: { code?: string }) => error.code,
  );

beforeEach(() => {
  claude.keys = new Set([KEY]);
  claude.asked.clear();
  claude.trouble = undefined;
  graph.unreachable = false;
});

describe("a deployment to all clients", () => {
  it("installs the module in each, verified with what the agency shares, and says where each value comes from", async () => {
    const fleet = await makeFleet(3);
    const begun = await start(fleet);
    expect(begun).toMatchObject({ status: "running", total: 3, done: 0, failed: 0 });
    await fleet.settle();
    expect(await now(fleet, begun.id)).toMatchObject({ status: "done", total: 3, done: 3, failed: 0 });
    const one = await installed(fleet);
    expect(one).toMatchObject({
      module: "ai",
      state: "connected",
      applied: true,
      config: { monthlyCapUsd: 40 },
      origins: { monthlyCapUsd: "agency", model: "module" },
      credentials: { apiKey: { set: true, hint: "", shared: true } },
      deployed: { deployment: begun.id, allowCustomize: false },
    });
    expect(JSON.stringify(one)).not.toContain(KEY.slice(-4));
    expect(await timesDone(fleet, "integration.deployed")).toEqual({ 1: 3 });
    const { docs } = await listTargets(await fleet.ctx(), begun.id, { limit: 50, page: 1 });
    expect(docs.map(({ state, drift }) => [state, drift])).toEqual([
      ["connected", null],
      ["connected", null],
      ["connected", null],
    ]);
    expect(await deploymentHistory(await fleet.ctx(), begun.id)).toMatchObject([
      { action: "deployment.started", by: "Ines" },
    ]);
  });

  it("begins with the next sweep where the queue does not answer", async () => {
    const fleet = await makeFleet(2);
    fleet.queue.broken = true;
    const { id } = await start(fleet);
    fleet.queue.broken = false;
    expect(await fleet.settle()).toBe(0);
    await sweepDeployments(fleet.env, Date.now() + 10 * 60_000);
    await fleet.settle();
    expect(await now(fleet, id)).toMatchObject({ status: "done", done: 2 });
    await sweepDeployments(fleet.env, Date.now() + 60 * 60_000);
    expect(await prepared("SELECT count(*) AS n FROM deployment_runs").first("n")).toBe(0);
  });

  it("is sent page by page, and from where a call ended in another", async () => {
    const fleet = await makeFleet(4);
    const { id: deploymentId } = await start(fleet);
    const [spread] = fleet.queue.held.splice(0);
    const { docs } = await listTargets(await fleet.ctx(), deploymentId, { limit: 10, page: 1 });
    const ids = docs.map(({ id }) => id).toSorted();
    await spreadTargets(fleet.env, spread as never, { perPage: 1, pages: 3 });
    const rest = fleet.queue.held.pop();
    expect(rest).toEqual({ kind: "spread", agencyId: fleet.agency, deploymentId, after: ids[2] });
    await spreadTargets(fleet.env, rest as never, { perPage: 1, pages: 3 });
    expect(fleet.queue.held).toEqual(
      ids.map((targetId) => ({ kind: "target", agencyId: fleet.agency, deploymentId, targetId })),
    );
  });

  it("refuses a key the provider refuses before anybody is given it, and ids that are no clients", async () => {
    const fleet = await makeFleet(1);
    const foreign = await makeFleet(1);
    expect(await code(start(fleet, { credentials: { apiKey: "sk-wrong-and-refused" } }))).toBe("invalid");
    const refused = start(fleet, { deployTo: "selected", subAccounts: [...fleet.clients, ...foreign.clients] });
    await expect(refused).rejects.toMatchObject({ items: [{ field: "subAccounts.1" }] });
    expect(
      await prepared("SELECT count(*) AS n FROM deployments WHERE tenant_id = ?").bind(fleet.agency).first("n"),
    ).toBe(0);
  });

  it("leaves alone what a client connected itself, and says so before and after", async () => {
    const fleet = await makeFleet(2);
    claude.keys.add("sk-of-the-client-itself");
    const own = { module: "ai", credentials: { apiKey: "sk-of-the-client-itself" }, config: {}, sandbox: false };
    await installModule(await clientCtx(fleet), own);
    const preview = await previewDeployment(await fleet.ctx(), SHARED_AI);
    expect(preview).toMatchObject({ total: 2, effects: { install: 1, keep: 1, change: 0, blocked: 0 } });
    const { id } = await start(fleet);
    await fleet.settle();
    expect(await now(fleet, id)).toMatchObject({ status: "done", counts: { connected: 1, kept: 1 } });
    expect(await installed(fleet)).toMatchObject({ deployed: null, config: { monthlyCapUsd: 0 } });
  });

  it("can be paused, goes on, is cancelled, and a message that comes late changes nothing", async () => {
    const fleet = await makeFleet(3);
    const { id } = await start(fleet);
    await pauseDeployment(await fleet.ctx(), id);
    await fleet.settle();
    expect(await now(fleet, id)).toMatchObject({ status: "paused", done: 0 });
    await resumeDeployment(await fleet.ctx(), id);
    const held = structuredClone(fleet.queue.held);
    await cancelDeployment(await fleet.ctx(), id);
    await fleet.settle();
    fleet.queue.held.push(...held);
    await fleet.settle();
    expect(await now(fleet, id)).toMatchObject({ status: "cancelled", done: 0, counts: { cancelled: 3 } });
    expect(await timesDone(fleet, "integration.deployed")).toEqual({ 0: 3 });
    expect(await code(retryDeployment(await fleet.ctx(), id))).toBe("conflict");
  });

  it("tries trouble again that passes, tells what does not, and has only those tried again that failed", async () => {
    const fleet = await makeFleet(2);
    let left = 3;
    const { id } = await start(fleet);
    claude.trouble = () => {
      left -= 1;
      if (left < 0) return undefined;
      return Response.json({ type: "error", error: { type: "overloaded_error", message: "busy" } }, { status: 529 });
    };
    await fleet.settle();
    expect(await now(fleet, id)).toMatchObject({ status: "done", done: 2 });
    claude.trouble = undefined;
    claude.keys.clear();
    await updateDeployment(await fleet.ctx(), id, { config: { monthlyCapUsd: 50 } });
    await fleet.settle();
    const failed = await now(fleet, id);
    expect(failed).toMatchObject({ status: "done", done: 0, failed: 2 });
    const [line] = (await listTargets(await fleet.ctx(), id, { state: "failed", limit: 10, page: 1 })).docs;
    expect(line?.reason).toMatch(/key/i);
    expect(line?.fix).toBeTruthy();
    claude.keys.add(KEY);
    await retryDeployment(await fleet.ctx(), id);
    await fleet.settle();
    expect(await now(fleet, id)).toMatchObject({ done: 2, failed: 0 });
    expect(await installed(fleet)).toMatchObject({ config: { monthlyCapUsd: 50 } });
  });

  it("ends the turn of what failed too often, for people to see and retry", async () => {
    const fleet = await makeFleet(1);
    const { id } = await start(fleet);
    const [spread] = fleet.queue.held.splice(0);
    const target = (await listTargets(await fleet.ctx(), id, { limit: 1, page: 1 })).docs[0];
    const message = { kind: "target" as const, agencyId: fleet.agency, deploymentId: id, targetId: target?.id ?? "" };
    await deliverDead(fleet.env, [message, ...(spread === undefined ? [] : [spread])]);
    expect(await now(fleet, id)).toMatchObject({ failed: 1 });
    await retryDeployment(await fleet.ctx(), id);
    await fleet.settle();
    expect(await now(fleet, id)).toMatchObject({ failed: 0, done: 1 });
  });
});

describe("settings of a client's own", () => {
  it("are refused where the agency allows none", async () => {
    const fleet = await makeFleet(1);
    await start(fleet);
    await fleet.settle();
    const { id } = await installed(fleet);
    const ctx = await clientCtx(fleet);
    expect(await code(configureModule(ctx, id, { config: { monthlyCapUsd: 5 } }))).toBe("forbidden");
    expect(await code(configureModule(ctx, id, { enabled: false }))).toBe("forbidden");
    expect(await code(uninstallModule(ctx, id))).toBe("forbidden");
    expect(await code(rotateCredentials(ctx, id, { credentials: { apiKey: "sk-another-key" } }))).toBe("forbidden");
  });

  it("lie over the agency's where it allows them, outlive a change of those, and sleep when it no longer does", async () => {
    const fleet = await makeFleet(1);
    const { id } = await start(fleet, { allowCustomize: true });
    await fleet.settle();
    const { id: integration } = await installed(fleet);
    const saved = await configureModule(await clientCtx(fleet), integration, { config: { monthlyCapUsd: 5 } });
    expect(saved).toMatchObject({ config: { monthlyCapUsd: 5 }, origins: { monthlyCapUsd: "own", model: "module" } });
    await updateDeployment(await fleet.ctx(), id, { config: { monthlyCapUsd: 60, model: "claude-opus-5-5" } });
    await fleet.settle();
    expect(await installed(fleet)).toMatchObject({
      config: { monthlyCapUsd: 5, model: "claude-opus-5-5" },
      origins: { monthlyCapUsd: "own", model: "agency" },
    });
    await updateDeployment(await fleet.ctx(), id, { allowCustomize: false });
    await fleet.settle();
    expect(await installed(fleet)).toMatchObject({
      config: { monthlyCapUsd: 60 },
      origins: { monthlyCapUsd: "agency" },
    });
    await updateDeployment(await fleet.ctx(), id, { allowCustomize: true });
    await fleet.settle();
    const back = await configureModule(await clientCtx(fleet), integration, { config: { monthlyCapUsd: null } });
    expect(back).toMatchObject({ config: { monthlyCapUsd: 60 }, origins: { monthlyCapUsd: "agency" } });
  });
});

describe("what is each client's own", () => {
  it("is asked of the client, who finishes connecting; the deployment hears of it", async () => {
    const fleet = await makeFleet(2);
    const number = graph.number();
    const whatsapp = { module: "whatsapp", config: {}, credentials: { accessToken: number.token } };
    const preview = await previewDeployment(await fleet.ctx(), { ...SHARED_AI, ...whatsapp });
    expect(preview).toMatchObject({ asking: 2, docs: [{ effect: "install" }, {}] });
    expect(preview.docs[0]?.asks.length).toBeGreaterThan(0);
    const { id } = await start(fleet, whatsapp);
    await fleet.settle();
    expect(await now(fleet, id)).toMatchObject({ status: "done", counts: { pending: 2 } });
    const pending = await installed(fleet);
    expect(pending).toMatchObject({
      state: "pending",
      credentials: { phoneNumberId: { set: false }, accessToken: { shared: true } },
    });
    const connected = await rotateCredentials(await clientCtx(fleet), pending.id, {
      credentials: { phoneNumberId: number.id, businessAccountId: number.waba },
    });
    expect(connected).toMatchObject({ state: "connected", applied: true });
    expect(await now(fleet, id)).toMatchObject({ counts: { pending: 1, connected: 1 } });
  });

  it("is told with the shared choice it depends on, and with nothing else of what is shared", async () => {
    const fleet = await makeFleet(1);
    await prepared("UPDATE tenants SET plan = 'enterprise' WHERE id = ?").bind(fleet.clients[0]).run();
    const credentials = { tool: "clickup", token: "pk_canary_of_the_agency_9Qx7" };
    await start(fleet, { module: "tasks-sync", config: {}, credentials });
    await fleet.settle();
    const pending = await installed(fleet);
    expect(pending.credentials).toEqual({
      tool: { set: true, hint: "", shared: true, value: "clickup" },
      token: { set: true, hint: "", shared: true },
      place: { set: false, hint: "" },
    });
    expect(JSON.stringify(pending)).not.toContain("9Qx7");
  });

  it("is everything where each brings its own", async () => {
    const fleet = await makeFleet(1);
    expect(await code(start(fleet, { credentialMode: "byo" }))).toBe("invalid");
    const { id } = await start(fleet, { credentialMode: "byo", credentials: {} });
    await fleet.settle();
    claude.keys.add("sk-of-the-client-itself");
    const { id: integration } = await installed(fleet);
    await rotateCredentials(await clientCtx(fleet), integration, {
      credentials: { apiKey: "sk-of-the-client-itself" },
    });
    expect(await now(fleet, id)).toMatchObject({ counts: { connected: 1 } });
    await updateDeployment(await fleet.ctx(), id, { config: { monthlyCapUsd: 7 } });
    await fleet.settle();
    expect(await installed(fleet)).toMatchObject({ state: "connected", config: { monthlyCapUsd: 7 } });
  });
});

it("a shared credential is rotated once, and every client that leans on it is verified and acknowledges", async () => {
  const fleet = await makeFleet(3);
  const { id } = await start(fleet);
  await fleet.settle();
  expect(await deploymentImpact(await fleet.ctx(), id)).toMatchObject({
    clients: 3,
    fields: [{ field: "apiKey", hint: KEY.slice(-4) }],
  });
  const fresh = "sk-ant-api03-another-key-of-the-agency";
  expect(await code(rotateShared(await fleet.ctx(), id, { credentials: { apiKey: "sk-wrong-and-refused" } }))).toBe(
    "invalid",
  );
  claude.keys = new Set([fresh]);
  claude.asked.clear();
  const begun = await rotateShared(await fleet.ctx(), id, { credentials: { apiKey: fresh } });
  expect(begun).toMatchObject({ status: "running", done: 0 });
  await fleet.settle();
  expect(await now(fleet, id)).toMatchObject({ status: "done", done: 3, failed: 0 });
  // Once for the agency, before anybody is given it, and once for each client.
  expect(Object.fromEntries(claude.asked)).toEqual({ [fresh]: 4 });
  for (const n of fleet.clients.keys())
    expect(await installed(fleet, n)).toMatchObject({ state: "connected", applied: true });
});

it("a turn that was under way when the credential changed is done again with the new one", async () => {
  const fleet = await makeFleet(1);
  const { id } = await start(fleet);
  const fresh = "sk-ant-api03-the-next-of-the-agency-4f2a";
  claude.keys.add(fresh);
  claude.trouble = async () => {
    claude.trouble = undefined;
    await rotateShared(await fleet.ctx(), id, { credentials: { apiKey: fresh } });
    return undefined;
  };
  await fleet.settle();
  expect(claude.asked.get(KEY)).toBe(2);
  expect(await now(fleet, id)).toMatchObject({ status: "done", done: 1, revision: 2 });
  expect(await accountsOf(fleet)).toMatchObject([{ acknowledged: true, shared: [{ hint: "4f2a" }] }]);
});

it("a turn that was under way when it was cancelled gives nothing", async () => {
  const fleet = await makeFleet(1);
  const { id } = await start(fleet);
  claude.trouble = async () => {
    claude.trouble = undefined;
    await cancelDeployment(await fleet.ctx(), id);
    return undefined;
  };
  await fleet.settle();
  expect(await now(fleet, id)).toMatchObject({ status: "cancelled", counts: { cancelled: 1 } });
  expect(await timesDone(fleet, "integration.deployed")).toEqual({ 0: 1 });
});

it("clients that come later get what is deployed to those too, and a move takes what was shared away", async () => {
  const fleet = await makeFleet(1);
  const { id } = await start(fleet, { includeFuture: true });
  await fleet.settle();
  const made = await createTenant(await fleet.ctx(), {
    type: "subaccount",
    name: "Later",
    slug: `later-${fleet.agency.slice(-8)}`,
  });
  await prepared("UPDATE tenants SET plan = 'enterprise' WHERE id = ?").bind(made.id).run();
  await fleet.settle();
  fleet.clients.push(made.id);
  expect(await installed(fleet, 1)).toMatchObject({ state: "connected", deployed: { deployment: id } });
  expect(await now(fleet, id)).toMatchObject({ total: 2, done: 2 });

  const world = await makeWorld();
  const admin = await world.signIn(world.platform, "platform_admin");
  const other = await world.agency();
  const moved = await admin.call("PUT", `/api/tenants/${made.id}/parent`, { body: { agency: other } });
  expect(moved.status).toBe(200);
  await reapplyIntegrations(env, Date.now() + 60_000);
  expect(await installed(fleet, 1)).toMatchObject({
    state: "pending",
    deployed: null,
    credentials: { apiKey: { set: false } },
    applied: true,
  });
  expect(await now(fleet, id)).toMatchObject({ total: 1 });
  expect(await prepared("SELECT count(*) AS n FROM credentials WHERE tenant_id = ?").bind(made.id).first("n")).toBe(0);
});

it("drift shows and is repaired: what was taken out, and what an object has not acknowledged", async () => {
  const fleet = await makeFleet(2);
  const { id } = await start(fleet, { allowCustomize: true });
  await fleet.settle();
  await uninstallModule(await clientCtx(fleet), (await installed(fleet)).id);
  await prepared("UPDATE integrations SET applied_version = 0 WHERE tenant_id = ?").bind(fleet.clients[1]).run();
  const drifts = async () =>
    (await listTargets(await fleet.ctx(), id, { limit: 10, page: 1 })).docs.map(({ drift }) => drift).sort();
  expect(await drifts()).toEqual(["uninstalled", "untold"]);
  await repairDeployment(await fleet.ctx(), id);
  await fleet.settle();
  expect(await drifts()).toEqual([null, null]);
  expect(await now(fleet, id)).toMatchObject({ counts: { connected: 2 } });
});

it("taken back, it is gone from every client and with it what was shared", async () => {
  const fleet = await makeFleet(2);
  const { id } = await start(fleet);
  await fleet.settle();
  await removeDeployment(await fleet.ctx(), id);
  await fleet.settle();
  expect(await now(fleet, id)).toMatchObject({ status: "removed", counts: { removed: 2 } });
  expect(
    await prepared("SELECT count(*) AS n FROM credentials WHERE tenant_id = ?").bind(fleet.clients[0]).first("n"),
  ).toBe(0);
  expect(
    await prepared("SELECT count(*) AS n FROM deployment_credentials WHERE tenant_id = ?")
      .bind(fleet.agency)
      .first("n"),
  ).toBe(0);
});

it("of two deployments of a module the later one wins, whichever message comes first", async () => {
  const fleet = await makeFleet(1);
  const first = await start(fleet);
  const second = await start(fleet, { config: { monthlyCapUsd: 99 } });
  fleet.queue.held.reverse();
  await fleet.settle();
  expect(await installed(fleet)).toMatchObject({ config: { monthlyCapUsd: 99 }, deployed: { deployment: second.id } });
  expect(await now(fleet, first.id)).toMatchObject({ counts: { kept: 1 } });
  await repairDeployment(await fleet.ctx(), first.id);
  await fleet.settle();
  expect(await installed(fleet)).toMatchObject({ deployed: { deployment: second.id } });
});

it(
  "messages come three times, in any order, and deliveries die: each client is served once",
  { timeout: 900_000 },
  async () => {
    const [seed = 1] = seeds(1);
    console.log(`deployment storm, seed ${seed}`);
    const chance = chanceOf(seed);
    const fleet = await makeFleet(LONG ? 1_000 : 40);
    const { id } = await start(fleet);
    const taken = await fleet.storm(chance);
    await reapplyIntegrations(env, Date.now() + 60_000);
    const ended = await now(fleet, id);
    expect(ended, `seed ${seed}`).toMatchObject({
      status: "done",
      total: fleet.clients.length,
      done: fleet.clients.length,
      failed: 0,
    });
    expect(taken).toBeGreaterThan(fleet.clients.length * 3);
    expect(await timesDone(fleet, "integration.deployed"), `seed ${seed}`).toEqual({ 1: fleet.clients.length });
    const accounts = await accountsOf(fleet);
    expect(
      accounts.filter(({ acknowledged, agrees, states }) => !acknowledged || !agrees || states.length !== 1),
    ).toEqual([]);
  },
);
