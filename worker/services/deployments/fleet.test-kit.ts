import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { vi } from "vitest";
import type { Chance } from "../../../durable-objects/kit/chance.test-kit.ts";
import { subAccount } from "../../../durable-objects/stubs.ts";
import { capabilitiesOf } from "../../../schema/capabilities.ts";
import type { DeploymentMessage } from "../../../schema/queues/deployments.ts";
import { ScopedDb } from "../../db/scoped.ts";
import { tenantById } from "../../directory/tenants.ts";
import type { Env } from "../../env.ts";
import { faultyD1 } from "../../faulty-d1.test-kit.ts";
import { consumeDeadDeployments, consumeDeployments } from "../../queues/deployments.ts";
import { makeWorld, prepared } from "../../world.test-kit.ts";
import type { Ctx } from "../ctx.ts";

/** Claude as its API answers which models a key may use. */
export interface FakeClaude {
  keys: Set<string>;
  /** How often each key was shown. */
  asked: Map<string, number>;
  /** Answers in place of what it would say. */
  trouble: (() => Response | undefined | Promise<undefined>) | undefined;
}

/** Puts it in place of the network, beside whatever stands there already. */
export function fakeClaude(base: string): FakeClaude {
  const before = vi.isMockFunction(globalThis.fetch) ? vi.mocked(globalThis.fetch).getMockImplementation() : undefined;
  const claude: FakeClaude = { keys: new Set(), asked: new Map(), trouble: undefined };
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    const request = new Request(input, init);
    if (!request.url.startsWith(base)) return before?.(input, init) ?? Response.error();
    const key = request.headers.get("authorization")?.replace(/^Bearer /, "") ?? "";
    claude.asked.set(key, (claude.asked.get(key) ?? 0) + 1);
    const trouble = await claude.trouble?.();
    if (trouble !== undefined) return trouble;
    if (!claude.keys.has(key))
      return Response.json(
        { type: "error", error: { type: "authentication_error", message: "invalid x-api-key" } },
        { status: 401 },
      );
    const model = { type: "model", id: "claude-haiku-5-5", display_name: "Haiku", created_at: "2026-01-01T00:00:00Z" };
    return Response.json({ data: [model], has_more: false, first_id: model.id, last_id: model.id });
  });
  return claude;
}

/** A queue that holds what it was sent until a test delivers it. */
export class HeldQueue {
  held: DeploymentMessage[] = [];
  /** Throws at the next sends. */
  broken = false;
  async send(body: DeploymentMessage): Promise<void> {
    if (this.broken) throw new Error("the queue does not answer");
    this.held.push(structuredClone(body));
  }
  async sendBatch(messages: Iterable<{ body: DeploymentMessage }>): Promise<void> {
    for (const { body } of messages) await this.send(body);
  }
}

export interface Fleet {
  agency: string;
  clients: string[];
  queue: HeldQueue;
  /** As the agency's admin, with a queue that is held. */
  ctx(d1?: D1Database): Promise<Ctx>;
  env: Env;
  /** Delivers all there is, once and in order, until nothing is left. Answers how many messages it took. */
  settle(): Promise<number>;
  /** As settle, on a database that may die under it. */
  settleWith(d1: D1Database): Promise<void>;
  /** As settle, but for messages that come three times, in any order, and deliveries that die. */
  storm(chance: Chance): Promise<number>;
}

/** An agency with so many clients. */
export async function makeFleet(count: number): Promise<Fleet> {
  const world = await makeWorld();
  const agency = await world.agency();
  const clients: string[] = [];
  for (let n = 0; n < count; n += 1) clients.push(await world.subAccount(agency));
  const queue = new HeldQueue();
  const own = envWith({ DEPLOYMENTS: queue });

  return {
    agency,
    clients,
    queue,
    env: own,
    ctx: (d1 = env.DB) => ctxOn(envWith({ DEPLOYMENTS: queue, DB: d1 }), agency, "agency_admin"),
    async settle() {
      let taken = 0;
      while (queue.held.length > 0) {
        const messages = queue.held.splice(0, 20);
        taken += messages.length;
        await deliver(queue, messages, own);
        if (taken > 20_000) throw new Error("it never ends");
      }
      return taken;
    },
    async settleWith(d1) {
      for (let delivery = 0; delivery < 5 && queue.held.length > 0; delivery += 1)
        await deliver(queue, queue.held.splice(0, 20), envWith({ DEPLOYMENTS: queue, DB: d1 }));
    },
    async storm(chance) {
      let taken = 0;
      while (queue.held.length > 0) {
        const copies = queue.held.splice(0, 100).flatMap((message) => [message, message, message]);
        const shuffled = chance.shuffled(copies);
        for (let from = 0; from < shuffled.length; from += 40) {
          await Promise.all(
            [shuffled.slice(from, from + 20), shuffled.slice(from + 20, from + 40)].map(async (batch) => {
              taken += batch.length;
              const dies = chance.happens(0.3);
              const death = { call: 1 + chance.int(60), when: chance.pick(["before", "after"] as const) };
              const { d1 } = faultyD1(env.DB, dies ? death : undefined);
              await deliver(queue, batch, envWith({ DEPLOYMENTS: queue, DB: d1 }));
            }),
          );
        }
        if (taken > 200_000) throw new Error("it never ends");
      }
      return taken;
    },
  };
}

/** Acting on a tenant in this role, with this environment. */
export async function ctxOn(own: Env, tenantId: string, role: "agency_admin" | "subaccount_admin"): Promise<Ctx> {
  const tenant = await tenantById(env, tenantId);
  if (tenant === undefined) throw new Error("the tenant was not made");
  const actor: Ctx["actor"] = {
    kind: "user",
    tenantId,
    userId: "usr_test",
    name: "Ines",
    role,
    capabilities: [...capabilitiesOf(role)],
    sessionId: "ses_test",
  };
  return {
    actor,
    email: "ines@example.test",
    tenant,
    env: own,
    db: new ScopedDb(own, actor),
    requestId: "req_test",
    origin: "http://trellis.test",
    now: Date.now(),
    waitUntil: () => undefined,
    enter: () => Promise.reject(new Error("not here")),
  };
}

/** How many of a fleet's accounts have had this done to them so often: `{1: 40}` is forty of them, once each. */
export async function timesDone({ clients }: Pick<Fleet, "clients">, action: string): Promise<Record<number, number>> {
  const times: Record<number, number> = {};
  for (const id of clients) {
    const found = await prepared("SELECT count(*) AS n FROM audit WHERE tenant_id = ? AND action = ?")
      .bind(id, action)
      .first<{ n: number }>();
    const n = found?.n ?? 0;
    times[n] = (times[n] ?? 0) + 1;
  }
  return times;
}

/** What must be the same as if nothing had happened, in every account of a fleet and its object. */
export async function accountsOf({ clients }: Pick<Fleet, "clients">) {
  const accounts = [];
  for (const id of clients) {
    const { results: rows } = await prepared(
      "SELECT id, state, config, desired_version AS desired, applied_version AS applied FROM integrations WHERE tenant_id = ?",
    )
      .bind(id)
      .all<{ id: string; state: string; config: string; desired: number; applied: number }>();
    const held = await runInDurableObject(subAccount(env, id), (_instance, state) =>
      state.storage.sql.exec("SELECT id, state, version FROM integrations").toArray(),
    );
    const { results: shared } = await prepared("SELECT field, hint, shared FROM credentials WHERE tenant_id = ?")
      .bind(id)
      .all();
    accounts.push({
      states: rows.map(({ state, config }) => [state, config]),
      acknowledged: rows.every(({ desired, applied }) => desired === applied),
      agrees:
        JSON.stringify(held) ===
        JSON.stringify(rows.map((row) => ({ id: row.id, state: row.state, version: row.desired }))),
      shared,
    });
  }
  return accounts;
}

function envWith(change: Record<string, unknown>): Env {
  return new Proxy(env, {
    get: (target, property) =>
      typeof property === "string" && Object.hasOwn(change, property)
        ? change[property]
        : (Reflect.get(target, property) as unknown),
  });
}

async function deliver(queue: HeldQueue, bodies: readonly DeploymentMessage[], own: Env): Promise<void> {
  const messages = bodies.map((body, n) => messageOf(body, n));
  const batch = (of: readonly (Message & { retried(): boolean })[]) =>
    ({
      queue: "trellis-deployments",
      messages: of,
      ackAll: () => undefined,
      retryAll: () => undefined,
    }) as unknown as MessageBatch;
  try {
    await consumeDeployments(batch(messages), own);
  } catch {
    // The whole delivery failed: every message comes again.
    queue.held.push(...bodies);
    return;
  }
  queue.held.push(...messages.filter((message) => message.retried()).map(({ body }) => body as DeploymentMessage));
}

function messageOf(body: DeploymentMessage, n: number): Message & { retried(): boolean } {
  let again = false;
  return {
    id: `msg-${n}`,
    timestamp: new Date(),
    body,
    attempts: 1,
    ack: () => undefined,
    retry: () => {
      again = true;
    },
    retried: () => again,
  } as Message & { retried(): boolean };
}

/** Delivers to whoever reads what failed too often. */
export async function deliverDead(own: Env, bodies: readonly DeploymentMessage[]): Promise<void> {
  const messages = bodies.map((body) => ({ id: "dead", body, ack: () => undefined, retry: () => undefined }));
  await consumeDeadDeployments({ queue: "trellis-deployments-dead", messages } as unknown as MessageBatch, own);
}
