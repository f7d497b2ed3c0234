import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { SubAccount } from "../../../durable-objects/index.ts";
import { type Death, faultyD1 } from "../../faulty-d1.test-kit.ts";
import { prepared } from "../../world.test-kit.ts";
import type { Ctx } from "../ctx.ts";
import { reapplyIntegrations } from "../integrations/reapply.ts";
import { createDeployment } from "./create.ts";
import { accountsOf, type Fleet, fakeClaude, makeFleet, timesDone } from "./fleet.test-kit.ts";
import { getDeployment } from "./get.ts";
import { removeDeployment } from "./remove.ts";
import { rotateShared } from "./rotate-shared.ts";
import { sweepDeployments } from "./sweep.ts";
import { updateDeployment } from "./update.ts";

const KEY = "sk-ant-api03-canary-of-the-agency-9Qx7";
const NEXT_KEY = "sk-ant-api03-another-of-the-agency-4f2a";
const claude = fakeClaude(env.ANTHROPIC_BASE_URL);
for (const level of ["warn", "error"] as const) vi.spyOn(console, level).mockImplementation(() => undefined);
beforeEach(() => {
  claude.keys = new Set([KEY, NEXT_KEY]);
});

const deploy = (ctx: Ctx) =>
  createDeployment(ctx, {
    module: "ai",
    deployTo: "all",
    subAccounts: [],
    credentialMode: "shared",
    allowCustomize: false,
    includeFuture: false,
    credentials: { apiKey: KEY },
    config: { monthlyCapUsd: 40 },
    sandbox: false,
  });

/** A verb of a deployment: what is there before it, what it does, and how somebody who heard no answer sees whether it was done. */
interface Verb {
  prepare(fleet: Fleet): Promise<unknown>;
  run(ctx: Ctx, id: string): Promise<unknown>;
  /** What it leaves in each account's audit log, once. */
  leaves: string;
}

const deployed = async (fleet: Fleet) => {
  await deploy(await fleet.ctx());
  await fleet.settle();
  // Nothing waits any more, and the note that something did is gone.
  await sweepDeployments(fleet.env, Date.now() + 60 * 60_000);
};
const VERBS: Record<string, Verb> = {
  start: { prepare: async () => undefined, run: (ctx) => deploy(ctx), leaves: "integration.deployed" },
  change: {
    prepare: deployed,
    run: (ctx, id) => updateDeployment(ctx, id, { config: { monthlyCapUsd: 60 }, allowCustomize: true }),
    leaves: "integration.deployed",
  },
  rotate: {
    prepare: deployed,
    run: (ctx, id) => rotateShared(ctx, id, { credentials: { apiKey: NEXT_KEY } }),
    leaves: "integration.deployed",
  },
  "take back": {
    prepare: deployed,
    run: (ctx, id) => removeDeployment(ctx, id),
    leaves: "integration.uninstalled",
  },
};

/** The one deployment of a fleet's agency, as it is recorded. */
async function recorded({ agency }: Fleet): Promise<{ id: string; state: string; revision: number } | undefined> {
  const found = await prepared("SELECT id, state, revision FROM deployments WHERE tenant_id = ?")
    .bind(agency)
    .first<{ id: string; state: string; revision: number }>();
  return found ?? undefined;
}

/**
 * A verb from a person's press to its last client, in a process that dies once. Then the machinery goes on by itself, and the person, who heard no
 * answer, looks and presses again where nothing was done.
 */
async function course(verb: Verb, death: Death | undefined) {
  const fleet = await makeFleet(1);
  await verb.prepare(fleet);
  const before = await recorded(fleet);
  const { d1, calls } = faultyD1(env.DB, death);
  await verb.run(await fleet.ctx(d1), before?.id ?? "").catch((error: unknown) => error);
  await fleet.settleWith(d1);
  const made = calls();

  const after = await recorded(fleet);
  if (JSON.stringify(after) === JSON.stringify(before)) await verb.run(await fleet.ctx(), after?.id ?? "");
  // What was on its way when the process died is gone.
  fleet.queue.held = [];
  await sweepDeployments(fleet.env, Date.now() + 10 * 60_000);
  await fleet.settle();
  await reapplyIntegrations(env, Date.now() + 60_000);
  await sweepDeployments(fleet.env, Date.now() + 60 * 60_000);
  return { fleet, calls: made };
}

/** Everything that must be the same as if nothing had happened, on the agency's side and in its client's account. */
async function endOf(fleet: Fleet) {
  const { id = "" } = (await recorded(fleet)) ?? {};
  const { status, config, allowCustomize, counts } = await getDeployment(await fleet.ctx(), id);
  const of = async (sql: string) => (await prepared(sql).bind(fleet.agency).all()).results;
  return {
    status,
    config,
    allowCustomize,
    counts,
    shared: await of("SELECT field, hint FROM deployment_credentials WHERE tenant_id = ?"),
    runs: await of("SELECT deployment_id FROM deployment_runs WHERE tenant_id = ?"),
    accounts: await accountsOf(fleet),
  };
}

describe.each(Object.entries(VERBS))("%s, killed", (name, verb) => {
  it(
    "before or after any call to the database, of the verb or of its machinery, ends as if nothing had happened",
    { timeout: 300_000 },
    async () => {
      const calm = await course(verb, undefined);
      expect(calm.calls).toBeGreaterThan(12);
      const expected = await endOf(calm.fleet);
      expect(expected).toMatchObject({ ...ENDS[name], runs: [] });
      const done = await timesDone(calm.fleet, verb.leaves);
      for (let call = 1; call <= calm.calls; call += 1) {
        for (const when of ["before", "after"] as const) {
          const { fleet } = await course(verb, { call, when });
          expect({ call, when, ...(await endOf(fleet)) }).toEqual({ call, when, ...expected });
          expect({ call, when, done: await timesDone(fleet, verb.leaves) }).toEqual({ call, when, done });
        }
      }
    },
  );

  it.each(["before", "after"] as const)("%s the account's object hears of it, ends the same", async (when) => {
    const expected = await endOf((await course(verb, undefined)).fleet);
    const told = name === "take back" ? "removeIntegration" : "applyIntegration";
    const real = SubAccount.prototype[told] as (...args: unknown[]) => unknown;
    const fleet = await makeFleet(1);
    await verb.prepare(fleet);
    const spy = vi.spyOn(SubAccount.prototype, told).mockImplementationOnce(function (
      this: SubAccount,
      ...args: unknown[]
    ) {
      if (when === "after") Reflect.apply(real, this, args);
      throw new Error("the object's answer was lost");
    } as never);
    await verb.run(await fleet.ctx(), (await recorded(fleet))?.id ?? "");
    await fleet.settle();
    expect(spy).toHaveBeenCalledOnce();
    spy.mockRestore();
    await reapplyIntegrations(env, Date.now() + 60_000);
    await sweepDeployments(fleet.env, Date.now() + 60 * 60_000);
    expect(await endOf(fleet)).toEqual(expected);
  });
});

/** What each verb is for. */
const ENDS: Record<string, object> = {
  start: {
    status: "done",
    shared: [{ field: "apiKey", hint: "9Qx7" }],
    accounts: [{ acknowledged: true, agrees: true, shared: [{ field: "apiKey", hint: "9Qx7", shared: 1 }] }],
  },
  change: {
    status: "done",
    config: { monthlyCapUsd: 60 },
    allowCustomize: true,
    accounts: [{ acknowledged: true, agrees: true, states: [["connected", expect.stringContaining("60")]] }],
  },
  rotate: {
    status: "done",
    shared: [{ field: "apiKey", hint: "4f2a" }],
    accounts: [{ acknowledged: true, agrees: true, shared: [{ field: "apiKey", hint: "4f2a", shared: 1 }] }],
  },
  "take back": {
    status: "removed",
    shared: [],
    accounts: [{ acknowledged: true, agrees: true, states: [], shared: [] }],
  },
};

it("goes red when nothing notes that targets wait", async () => {
  const verb = VERBS["rotate"] as Verb;
  const fleet = await makeFleet(1);
  await verb.prepare(fleet);
  await verb.run(await fleet.ctx(), (await recorded(fleet))?.id ?? "");
  fleet.queue.held = [];
  await prepared("DELETE FROM deployment_runs").run();
  await sweepDeployments(fleet.env, Date.now() + 10 * 60_000);
  await fleet.settle();
  expect(await endOf(fleet)).toMatchObject({ status: "running", accounts: [{ shared: [{ hint: "9Qx7" }] }] });
});
