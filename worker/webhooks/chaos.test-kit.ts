import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { vi } from "vitest";
import { SubAccount } from "../../durable-objects/index.ts";
import { subAccount } from "../../durable-objects/stubs.ts";
import { metaSignature } from "../../modules/meta/signature.ts";
import type { SystemActor } from "../../schema/actor.ts";
import { type MessageStatus, statusRank } from "../../schema/contracts/messages.ts";
import type { InboundEvent } from "../../schema/inbound/event.ts";
import { type Chance, chanceOf } from "../../durable-objects/kit/chance.test-kit.ts";
import { makeWorld } from "../world.test-kit.ts";
import { platformDoor } from "./doors.ts";
import { connectLine, encode, type Line, type Update, webhookBody } from "./meta.test-kit.ts";
import { receiveWebhook, STEPS, type WebhookRequest, type WebhookSteps } from "./receive.ts";

export interface ChaosPlan {
  seed: number;
  /** Messages of customers; echoes and statuses come on top. */
  messages: number;
  mutant?: Mutant;
}

/** A deliberately broken version of one step. The object's own steps run inside the object, with its storage. */
export interface Mutant {
  steps?: Partial<WebhookSteps>;
  ingest?: (
    real: () => unknown,
    object: {
      storage: DurableObjectStorage;
      events: readonly InboundEvent[];
      again: (events: InboundEvent[]) => unknown;
    },
  ) => unknown;
  /** Whether a transaction commits as it goes. */
  withoutTransaction?: boolean;
  /** The one phase in which processes die, where only that one shows the fault. */
  phase?: Phase;
}

type Phase = "before" | "during" | "after";
interface Crash {
  phase: Phase;
  /** For `during`: dies at this statement of the transaction. */
  statement: number;
}

const CRASH_SHARE = 0.3;
const LOST_ACKNOWLEDGEMENTS = 0.1;
const EVICTIONS = 0.05;
const POSTS_AT_ONCE = 4;
/** A POST that was not acknowledged by then never will be: the chance of so many deaths in a row is nil. */
const ATTEMPTS_MAX = 60;
const STATUSES = ["sent", "delivered", "read", "failed"] as const;

/**
 * Delivers a seeded mixture for four accounts the way Meta does at its worst: every update up to three times, shuffled, 1 to 40 a POST, each
 * POST again until it was acknowledged and the acknowledgement arrived, while processes die before, during and after the commit and objects
 * are evicted. Answers what is wrong afterwards; nothing, when nothing was lost, doubled, misplaced or miscounted.
 */
export async function chaos({ seed, messages, mutant = {} }: ChaosPlan): Promise<string[]> {
  const chance = chanceOf(seed);
  const world = await makeWorld();
  const agency = await world.agency();
  const lines = await Promise.all(Array.from({ length: 4 }, () => connectLine(world, { agency })));
  const updates = makeUpdates(chance, lines, messages);
  const queue = postsOf(chance, updates);

  const attempts = new Map<ArrayBuffer, number>();
  const crashes = new Map<string, Crash[]>();
  const unexpected: string[] = [];
  const restore = breakObjects(crashes, mutant, unexpected);
  try {
    const work = async (): Promise<void> => {
      for (let post = queue.shift(); post !== undefined; post = queue.shift()) {
        if (chance.happens(EVICTIONS)) await evict(chance.pick(lines).tenantId);
        const attempt = (attempts.get(post) ?? 0) + 1;
        attempts.set(post, attempt);
        if (await deliver(chance, post, { crashes, mutant })) continue;
        if (attempt === ATTEMPTS_MAX) unexpected.push("a POST was never acknowledged");
        else queue.splice(chance.int(queue.length + 1), 0, post);
      }
    };
    await Promise.all(Array.from({ length: POSTS_AT_ONCE }, work));
  } finally {
    restore();
  }
  const faults = await Promise.all(
    lines.map((line) =>
      faultsOf(
        line,
        updates.filter(({ to }) => to === line),
      ),
    ),
  );
  return [...unexpected, ...faults.flat()];
}

function makeUpdates(chance: Chance, lines: readonly Line[], messages: number): Update[] {
  const updates: Update[] = [];
  const start = Date.now() - 3_600_000;
  for (let n = 0; n < messages; n += 1) {
    const to = chance.pick(lines);
    updates.push({
      kind: "message",
      to,
      from: `44770090${String(1000 + chance.int(12))}`,
      id: `wamid.in-${n}-${crypto.randomUUID()}`,
      text: `in ${n}`,
      at: start + n * 1_000,
    });
    if (n % 10 !== 0) continue;
    const id = `wamid.out-${n}-${crypto.randomUUID()}`;
    updates.push({
      kind: "echo",
      to,
      customer: `44770090${String(1000 + chance.int(12))}`,
      id,
      text: `out ${n}`,
      at: start + n * 1_000,
    });
    for (const status of chance.shuffled(STATUSES).slice(0, 1 + chance.int(4)))
      updates.push({ kind: "status", to, id, status, at: start + n * 1_000 });
  }
  return updates;
}

function postsOf(chance: Chance, updates: readonly Update[]): ArrayBuffer[] {
  const copies = chance.shuffled(updates.flatMap((update) => Array.from({ length: 1 + chance.int(3) }, () => update)));
  const posts: ArrayBuffer[] = [];
  for (let from = 0; from < copies.length;) {
    const size = 1 + chance.int(40);
    posts.push(encode(JSON.stringify(webhookBody(copies.slice(from, from + size)))));
    from += size;
  }
  return posts;
}

/** One attempt. Whether the provider heard that it was stored. */
async function deliver(
  chance: Chance,
  body: ArrayBuffer,
  { crashes, mutant }: { crashes: Map<string, Crash[]>; mutant: Mutant },
): Promise<boolean> {
  const crash = chance.happens(CRASH_SHARE)
    ? { phase: mutant.phase ?? chance.pick(["before", "during", "after"] as const), statement: 1 + chance.int(40) }
    : undefined;
  let first = true;
  const steps: WebhookSteps = {
    ...STEPS,
    ingest: async (request, delivery) => {
      const dies = crash !== undefined && first;
      first = false;
      if (dies) crashes.set(delivery.tenantId, [...(crashes.get(delivery.tenantId) ?? []), crash]);
      if (dies && crash.phase === "before") await evict(delivery.tenantId);
      await ingestOrDie(request, delivery.tenantId, delivery.events);
    },
    ...mutant.steps,
  };
  const door = platformDoor(env, "whatsapp");
  const signature = await metaSignature(body, door?.appSecret ?? "");
  try {
    await receiveWebhook(
      { env, door, body, signature, requestId: "req_chaos", now: Date.now(), waitUntil: () => undefined },
      steps,
    );
  } catch {
    return false;
  }
  return !chance.happens(LOST_ACKNOWLEDGEMENTS);
}

/** Hands the events to the object. A death there is told as a value, for an exception would fill the log; here it becomes one again. */
export async function ingestOrDie(
  { env: bindings, requestId }: Pick<WebhookRequest, "env" | "requestId">,
  tenantId: string,
  events: InboundEvent[],
): Promise<void> {
  const actor: SystemActor = { kind: "system", tenantId, via: "webhook", requestId };
  const result = (await subAccount(bindings, tenantId).ingest(actor, { events })) as unknown as { died?: true };
  if (result.died !== true) return;
  await evict(tenantId);
  throw new Error("the object died");
}

/** The object's memory is gone; its storage stays. One that is not running has nothing to lose. */
async function evict(tenantId: string): Promise<void> {
  await evictDurableObject(subAccount(env, tenantId)).catch((error: unknown) => {
    if (!String(error).includes("not currently running")) throw error;
  });
}

/** Puts death, and the mutant, into every object's ingest. */
function breakObjects(crashes: Map<string, Crash[]>, mutant: Mutant, unexpected: string[]): () => void {
  const real = SubAccount.prototype.ingest;
  const spy = vi.spyOn(SubAccount.prototype, "ingest").mockImplementation(function (
    this: SubAccount,
    actor,
    { events },
  ) {
    const { storage } = (this as unknown as { ctx: DurableObjectState }).ctx;
    const crash = crashes.get(actor.tenantId)?.shift();
    const again = (some: readonly InboundEvent[]): unknown =>
      runUntilDeath(storage, { crash, mutant, unexpected }, () => real.call(this, actor, { events: some }));
    return (
      mutant.ingest === undefined ? again(events) : mutant.ingest(() => again(events), { storage, events, again })
    ) as ReturnType<typeof real>;
  });
  return () => spy.mockRestore();
}

/** Once dead, nothing more is written: every statement fails until the object is there anew. */
function runUntilDeath(
  storage: DurableObjectStorage,
  { crash, mutant, unexpected }: { crash: Crash | undefined; mutant: Mutant; unexpected: string[] },
  work: () => unknown,
): unknown {
  if (crash?.phase === "before") return { died: true };
  let dead = false;
  let statements = 0;
  const { exec } = storage.sql;
  const { transactionSync } = storage;
  storage.sql.exec = function (this: SqlStorage, ...args: Parameters<typeof exec>) {
    statements += 1;
    dead ||= crash?.phase === "during" && statements === crash.statement;
    if (dead) throw new Error("dead");
    return exec.apply(this, args);
  } as typeof exec;
  if (mutant.withoutTransaction) storage.transactionSync = ((step: () => unknown) => step()) as typeof transactionSync;
  try {
    const result = work();
    return crash?.phase === "after" ? { died: true } : result;
  } catch (error) {
    if (!dead) unexpected.push(String(error));
    return { died: true };
  } finally {
    storage.sql.exec = exec;
    storage.transactionSync = transactionSync;
  }
}

/** Everything in which one account differs from what it was sent. */
async function faultsOf(line: Line, sent: readonly Update[]): Promise<string[]> {
  const faults: string[] = [];
  const say = (what: string): void => void (faults.length < 20 && faults.push(`${line.tenantId}: ${what}`));
  await runInDurableObject(subAccount(env, line.tenantId), (_instance, { storage }) => {
    const all = <T extends Record<string, SqlStorageValue>>(sql: string): T[] => storage.sql.exec<T>(sql).toArray();
    const held = Map.groupBy(
      all<{ text: string; status: MessageStatus; integration: string }>(
        "SELECT text, status, integration_id AS integration FROM messages",
      ),
      ({ text }) => text,
    );
    const expected = sent.flatMap((update) => (update.kind === "status" ? [] : [update]));
    for (const { text, id, kind } of expected) {
      const [row, ...more] = held.get(text) ?? [];
      held.delete(text);
      if (row === undefined) say(`${text} was lost`);
      if (more.length > 0) say(`${text} is there ${1 + more.length} times`);
      const best = highest(
        sent.flatMap((update) =>
          update.kind === "status" && update.id === id ? [update.status as MessageStatus] : [],
        ),
        kind === "echo" ? "sent" : "received",
      );
      if (row !== undefined && row.status !== best) say(`${text} is ${row.status} and not ${best}`);
      if (row !== undefined && row.integration !== line.integrationId) say(`${text} came through another number`);
    }
    for (const text of held.keys()) say(`${text} is another account's`);

    const incoming = expected.flatMap((update) => (update.kind === "message" ? [update] : []));
    const people = new Set([
      ...incoming.map(({ from }) => from),
      ...expected.flatMap((update) => (update.kind === "echo" ? [update.customer] : [])),
    ]);
    const counters = Object.fromEntries(
      all<{ name: string; value: number }>("SELECT name, value FROM counters").map(({ name, value }) => [name, value]),
    );
    const exact: Record<string, [number, number | undefined]> = {
      messages: [expected.length, counters["messages"]],
      unread: [incoming.length, counters["unread"]],
      contacts: [people.size, counters["contacts"]],
      conversations: [people.size, counters["conversations"]],
      "open conversations": [people.size, counters["conversations.open"]],
      "unread over conversations": [
        incoming.length,
        all<{ n: number }>("SELECT coalesce(sum(unread), 0) AS n FROM conversations")[0]?.n,
      ],
      "lines on the timeline": [
        incoming.length,
        all<{ n: number }>("SELECT count(*) AS n FROM activities WHERE type = 'message.received'")[0]?.n,
      ],
      "conversations opened": [
        people.size,
        all<{ n: number }>("SELECT count(*) AS n FROM activities WHERE type = 'conversation.opened'")[0]?.n,
      ],
      "statuses left waiting": [0, all<{ n: number }>("SELECT count(*) AS n FROM early_statuses")[0]?.n],
      "messages told on the feed": [
        expected.length,
        all<{ n: number }>(
          "SELECT count(*) AS n FROM changes WHERE body ->> '$.entity' = 'message' AND body ->> '$.op' = 'created'",
        )[0]?.n,
      ],
      "gaps in the feed": [
        0,
        all<{ n: number }>("SELECT coalesce(max(seq) - min(seq) + 1 - count(*), 0) AS n FROM changes")[0]?.n,
      ],
    };
    for (const [what, [should, is]] of Object.entries(exact))
      if (should !== is) say(`${what}: ${is} and not ${should}`);
  });
  return faults;
}

function highest(statuses: readonly MessageStatus[], first: MessageStatus): MessageStatus {
  return statuses.reduce((best, status) => (statusRank(status) > statusRank(best) ? status : best), first);
}
