import { env } from "cloudflare:workers";
import { createExecutionContext, createMessageBatch, getQueueResult } from "cloudflare:test";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { handlersOf } from "../../../modules/handlers.ts";
import type { HealthCheck, Integration } from "../../../schema/contracts/integrations.ts";
import type { HealthCheckMessage } from "../../../schema/queues/health-checks.ts";
import type { Env } from "../../env.ts";
import { fakeGraph, type FakeNumber } from "../../fake-graph.test-kit.ts";
import { queue } from "../../queues/handle.ts";
import { type Caller, makeWorld, prepared, type World } from "../../world.test-kit.ts";
import { checkWatched } from "./check-watched.ts";
import { sendDueChecks } from "./send-due.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const graph = fakeGraph(env.META_GRAPH_URL);
vi.spyOn(console, "warn").mockImplementation(() => undefined);
vi.spyOn(console, "error").mockImplementation(() => undefined);

let world: World;
let admin: Caller;
let manager: Caller;
let number: FakeNumber;
let id: string;
let now: number;

beforeEach(async () => {
  graph.unreachable = false;
  graph.meanwhile = undefined;
  now = Date.now();
  world = await makeWorld();
  const agency = await world.agency();
  manager = await world.signIn(agency, "agency_admin");
  await world.signIn(agency, "agency_member");
  admin = await world.signIn(await world.subAccount(agency), "subaccount_admin");
  number = graph.number();
  const { id: phoneNumberId, waba: businessAccountId, token: accessToken } = number;
  const body = { module: "whatsapp", credentials: { phoneNumberId, businessAccountId, accessToken } };
  id = (await admin.call<{ doc: Integration }>("POST", "/api/integrations", { body })).body.doc.id;
});

const read = async () => (await admin.call<Integration>("GET", `/api/integrations/${id}`)).body;
const watch = async () =>
  (await prepared("SELECT * FROM integration_watches WHERE integration_id = ?")
    .bind(id)
    .first<Record<string, number>>())!;
const mails = async () =>
  (
    await prepared("SELECT to_address, subject, text FROM mails WHERE tenant_id = ? ORDER BY to_address")
      .bind(admin.homeTenantId)
      .all<{ to_address: string; subject: string; text: string }>()
  ).results;
const audited = async () =>
  (
    await prepared(
      "SELECT action, via FROM audit WHERE tenant_id = ? AND action LIKE 'integration.%' AND via = 'cron' ORDER BY seq",
    )
      .bind(admin.homeTenantId)
      .all()
  ).results.map((row) => row["action"]);
const turn = async (): Promise<HealthCheckMessage> => ({
  tenantId: admin.homeTenantId,
  integrationId: id,
  dueAt: (await watch())["due_at"] ?? 0,
});
/** The next check, when it is due. */
async function check(): Promise<string> {
  const message = await turn();
  now = Math.max(now, message.dueAt);
  return checkWatched(env, message, now);
}

describe("the sweep", () => {
  /** What it sends, in place of the queue. */
  const sweep = async (at: number) => {
    const sent: { body: HealthCheckMessage; delaySeconds?: number }[] = [];
    const own = {
      ...env,
      HEALTH_CHECKS: { sendBatch: async (some: Iterable<(typeof sent)[number]>) => void sent.push(...some) },
    } as unknown as Env;
    const answer = await sendDueChecks(own, at);
    expect(answer.sent).toBe(sent.length);
    return sent.filter(({ body }) => body.integrationId === id);
  };

  it("sends what is due once, spread out, and again when its turn ran out without an answer", async () => {
    expect(await sweep(now)).toEqual([]);
    const due = (await watch())["due_at"] ?? 0;
    expect(due - now).toBeGreaterThan(50 * MINUTE);
    const [first] = await sweep(due);
    expect(first?.body).toEqual(await turn());
    expect(first?.delaySeconds).toBeGreaterThanOrEqual(0);
    expect(await sweep(due + 5 * MINUTE)).toEqual([]);
    const [again] = await sweep(due + HOUR);
    // Of the turn that ran out, a message that comes after all is too late.
    expect(await checkWatched(env, first!.body, due + HOUR)).toBe("over");
    expect(await checkWatched(env, again!.body, due + HOUR)).toBe("works");
  });

  it("asks at once what failed before", async () => {
    graph.expire(number.token);
    await check();
    const [message] = await sweep((await watch())["due_at"] ?? 0);
    expect(message?.delaySeconds).toBe(0);
  });
});

describe("a check nobody asked for", () => {
  it("that finds what was there before says when, and leaves no other trace", async () => {
    const before = await read();
    expect(await check()).toBe("works");
    const after = await read();
    expect(after.health.checkedAt).toBe(new Date(now).toISOString());
    expect({ ...after, health: before.health, watch: before.watch }).toEqual(before);
    expect(Date.parse(after.watch?.nextCheckAt ?? "") - now).toBeGreaterThan(5.9 * HOUR);
    expect(await audited()).toEqual([]);
  });

  it("shows trouble and tells the managers of account and agency once it came again, once, and heals by itself", async () => {
    graph.expire(number.token);
    expect(await check()).toBe("failing");
    expect(await read()).toMatchObject({ state: "connected", health: { ok: true }, watch: { failures: 1 } });
    expect(await mails()).toEqual([]);

    expect(await check()).toBe("changed");
    const { state, health, watch: known } = await read();
    expect([state, health.ok, health.cause, known?.failures]).toEqual(["error", false, "credentials", 2]);
    const told = await mails();
    expect(told.map((mail) => mail.to_address)).toEqual(
      [`${admin.userId}@example.test`, `${manager.userId}@example.test`].toSorted(),
    );
    expect(told[0]?.subject).toContain("WhatsApp of");
    expect(told[0]?.text).toContain(`What was answered: ${health.reason}`);
    expect(told[0]?.text).toContain(`What to do: ${health.fix}`);

    for (let more = 0; more < 4; more += 1) expect(await check()).toBe("failing");
    expect(await mails()).toHaveLength(2);
    expect(await audited()).toEqual(["integration.verified"]);

    graph.number(number);
    expect(await check()).toBe("changed");
    expect(await read()).toMatchObject({ state: "connected", health: { ok: true }, watch: { failures: 0 } });
    expect(await mails()).toHaveLength(2);
    const { docs } = (await admin.call<{ docs: HealthCheck[] }>("GET", `/api/integrations/${id}/checks`)).body;
    expect(docs.map(({ ok, by }) => [ok, by])).toEqual([
      [true, "Trellis"],
      [false, "Trellis"],
      [true, "Account admin"],
    ]);
  });

  it("that cannot reach the provider tries again by itself, and a flap is told to nobody", async () => {
    graph.unreachable = true;
    for (const failures of [1, 2, 3]) {
      expect(await check()).toBe("failing");
      expect((await read()).watch?.failures).toBe(failures);
    }
    graph.unreachable = false;
    expect(await check()).toBe("works");
    expect(await read()).toMatchObject({ state: "connected", health: { ok: true }, watch: { failures: 0 } });
    expect(await mails()).toEqual([]);
    expect(await audited()).toEqual([]);
  });

  it("tells of the end of credentials that the provider names, once", async () => {
    const expiresAt = new Date(now + 6 * 24 * HOUR).toISOString();
    const handlers = handlersOf("whatsapp");
    if (handlers === undefined) throw new Error("whatsapp has no handlers");
    const verify = vi.spyOn(handlers, "verify").mockImplementation(async (_credentials, _provider, at) => ({
      health: { ok: true, checkedAt: new Date(at).toISOString(), expiresAt },
      proven: [],
      details: {},
    }));
    expect([await check(), await check()]).toEqual(["works", "works"]);
    verify.mockRestore();
    const told = await mails();
    expect(told.map(({ subject }) => subject.includes(`end on ${expiresAt.slice(0, 10)}`))).toEqual([true, true]);
    expect(await audited()).toEqual(["integration.alerted"]);
  });

  it("that comes twice, or three times at once, changes and tells once", async () => {
    graph.expire(number.token);
    await check();
    const message = await turn();
    now = message.dueAt;
    const ends = await Promise.all([1, 2, 3].map(() => checkWatched(env, message, now)));
    expect(ends.toSorted()).toEqual(["changed", "over", "over"]);
    expect(await checkWatched(env, message, now + MINUTE)).toBe("over");
    expect(await mails()).toHaveLength(2);
    expect(await audited()).toEqual(["integration.verified"]);
  });

  it("gives way to a person who had it checked meanwhile", async () => {
    graph.expire(number.token);
    await check();
    const late = await turn();
    graph.number(number);
    const { body } = await admin.call<{ doc: Integration }>("POST", `/api/integrations/${id}/verification`, {});
    expect(body.doc.watch).toMatchObject({ failures: 0, failingSince: null });
    expect(await checkWatched(env, late, late.dueAt)).toBe("over");
    // Or while the provider is asked.
    const message = await turn();
    graph.meanwhile = async () => {
      graph.meanwhile = undefined;
      await admin.call("PATCH", `/api/integrations/${id}`, { body: { enabled: false } });
    };
    graph.expire(number.token);
    expect(["over", "failing"]).toContain(await checkWatched(env, message, message.dueAt));
    expect((await read()).state).toBe("disabled");
  });

  it("is put off while the module is off or the account stands still, and over when it is gone", async () => {
    await admin.call("PATCH", `/api/integrations/${id}`, { body: { enabled: false } });
    graph.asked.length = 0;
    expect(await check()).toBe("put_off");
    await admin.call("PATCH", `/api/integrations/${id}`, { body: { enabled: true } });
    await prepared("UPDATE tenants SET status = 'suspended' WHERE id = ?").bind(admin.homeTenantId).run();
    expect(await check()).toBe("put_off");
    await prepared("UPDATE tenants SET status = 'active' WHERE id = ?").bind(admin.homeTenantId).run();
    expect(graph.asked.filter(({ path }) => path === `/${number.id}`)).toEqual([]);
    const message = await turn();
    await admin.call("DELETE", `/api/integrations/${id}`);
    expect(await checkWatched(env, message, message.dueAt)).toBe("over");
    expect(await prepared("SELECT 1 FROM integration_watches WHERE integration_id = ?").bind(id).first()).toBeNull();
  });
});

describe("the queue", () => {
  const deliver = async (name: string, body: unknown, own: Env = env) => {
    const batch = createMessageBatch(name, [{ id: "one", timestamp: new Date(), attempts: 1, body }]);
    await queue(batch, own);
    return getQueueResult(batch, createExecutionContext());
  };

  it("acknowledges what is done and what can never be, and tries again what failed", async () => {
    await prepared("UPDATE integration_watches SET due_at = ? WHERE integration_id = ?").bind(now, id).run();
    expect((await deliver("trellis-health-checks", await turn())).explicitAcks).toEqual(["one"]);
    expect((await watch())["due_at"]).toBeGreaterThan(now);
    expect((await deliver("trellis-health-checks", { from: "elsewhere" })).explicitAcks).toEqual(["one"]);
    const broken = {
      ...env,
      DB: {
        prepare: () => {
          throw new Error("the database is away");
        },
      },
    } as unknown as Env;
    const result = await deliver("trellis-health-checks", await turn(), broken);
    expect([result.explicitAcks, result.retryMessages.map(({ msgId }) => msgId)]).toEqual([[], ["one"]]);
  });

  it("logs a dead letter, which the sweep sends anew", async () => {
    const logged = vi.spyOn(console, "error");
    expect((await deliver("trellis-health-checks-dead", await turn())).explicitAcks).toEqual(["one"]);
    expect(logged.mock.lastCall?.[0]).toContain("queue_message_dead");
  });
});
