import { eq } from "drizzle-orm";
import type { Outgoing, SendOutcome } from "../../../modules/module.ts";
import { type MessageStatus, statusRank } from "../../../schema/contracts/messages.ts";
import { messages, outbox } from "../../../schema/data-plane/index.ts";
import { claimDue } from "./claim.ts";
import { inOutboxWorld, type OutboxWorld } from "./outbox-world.test-kit.ts";
import { recover } from "./recover.ts";
import { createSender, type SendSteps } from "./sender.ts";
import { settle } from "./settle.ts";

/** Where a process can die on the way of one message, in order. Between two of them nothing waits. */
export const CRASH_POINTS = [
  "while credentials open",
  "before the claim commits",
  "after the claim commits",
  "before the provider is called",
  "while the provider has not taken it",
  "after the provider took it",
  "while its answer is read",
  "before the outcome commits",
  "after the outcome commits",
] as const;
export type CrashPoint = (typeof CRASH_POINTS)[number];

export const RIGHT_STEPS: SendSteps = { claimDue, settle, recover };

type Fate = "sent" | "lost" | "retry" | "refused";

/** The provider: what it was asked, and what it took. A definite refusal takes nothing; everything else takes the message. */
class RecordingProvider {
  readonly calls: { echoId: string; fate: Fate }[] = [];
  /** Statuses it will still report, in the order it will report them. */
  readonly reports: { echoId: string; externalId: string; status: "sent" | "delivered" | "read" }[] = [];
  readonly reported = new Map<string, MessageStatus>();

  taken(echoId: string): number {
    return this.calls.filter((call) => call.echoId === echoId && (call.fate === "sent" || call.fate === "lost")).length;
  }

  take(echoId: string, random: Random): string {
    const externalId = `wamid.${echoId}.${this.taken(echoId)}`;
    for (const status of ["sent", "delivered", "read"] as const)
      if (random() < 0.8) this.reports.push({ echoId, externalId, status });
    return externalId;
  }
}

/** One life of the process. Dead, it never does anything again: what it awaited stays pending, what it would write is not written. */
class Life {
  dead = false;
  readonly died: Promise<void>;
  #die!: () => void;
  #until: number;
  readonly #at: CrashPoint | undefined;

  constructor(crash: { at: CrashPoint; onTime: number } | undefined) {
    this.#at = crash?.at;
    this.#until = crash?.onTime ?? 0;
    this.died = new Promise((resolve) => (this.#die = resolve));
  }

  /** True when the process dies here, or has. */
  dies(point: CrashPoint): boolean {
    if (!this.dead && point === this.#at && --this.#until <= 0) {
      this.dead = true;
      this.#die();
    }
    return this.dead;
  }

  async pass(point: CrashPoint): Promise<void> {
    if (this.dies(point)) await new Promise<never>(() => undefined);
  }
}

export interface Scenario {
  seed: number;
  conversations: number;
  replies: number;
  /** Each life's end; after the last one the process lives on. */
  crashes: readonly { at: CrashPoint; onTime: number }[];
  /** What the provider does, drawn from the seed unless given. */
  fate?: Fate;
}

/** How a scenario went: everything that was wrong (nothing, for a right sender), and how often the process died. */
export interface Outcome {
  faults: string[];
  deaths: number;
}

/**
 * Plays a scenario to its end. Every client message
 * is posted five times; webhooks of statuses come whenever the seed says, also before the provider's answer and after a crash.
 */
export async function play(scenario: Scenario, steps: SendSteps = RIGHT_STEPS): Promise<Outcome> {
  const faults: string[] = [];
  let deaths = 0;
  await inOutboxWorld(async (world) => {
    const random = randomOf(scenario.seed);
    const provider = new RecordingProvider();
    const ids = writeReplies(world, scenario);
    for (let life = 0; life <= scenario.crashes.length; life++) {
      if (await live(world, provider, new Life(scenario.crashes[life]), { scenario, random, steps, faults })) deaths++;
      world.now += Math.floor(random() * 5_000);
      report(world, provider, random);
    }
    while (provider.reports.length > 0) report(world, provider, random);
    faults.push(...faultsAfter(world, provider, ids));
  });
  return { faults: [...new Set(faults)], deaths };
}

function writeReplies(world: OutboxWorld, { conversations, replies }: Scenario): string[] {
  const open = Array.from({ length: conversations }, (_, at) => world.conversation(`44770090000${at}`));
  return Array.from({ length: replies }, (_, at) => {
    const conversation = open[at % conversations] ?? "";
    // Every third is a template: what a message holds must not matter to its fate.
    const posted = Array.from({ length: 5 }, () =>
      at % 3 === 2
        ? world.template(conversation, `reply ${at}`, `client-key-${at}`)
        : world.reply(conversation, `reply ${at}`, `client-key-${at}`),
    );
    return posted[0] ?? "";
  });
}

interface Course {
  scenario: Scenario;
  random: Random;
  steps: SendSteps;
  faults: string[];
}

async function live(world: OutboxWorld, provider: RecordingProvider, life: Life, course: Course): Promise<boolean> {
  const { steps } = course;
  const sender = createSender(
    world.account,
    world.deps((message) => answer(world, provider, life, message, course), {
      openCredentials: async () => {
        await life.pass("while credentials open");
        return {};
      },
    }),
    {
      recover: (account) => (life.dead ? 0 : steps.recover(account)),
      claimDue: (account, deps, opened, limit) => {
        if (limit > 0 && hasDue(world)) life.dies("before the claim commits");
        return life.dead ? [] : steps.claimDue(account, deps, opened, limit);
      },
      settle: (...given) => {
        if (life.dies("before the outcome commits")) return;
        steps.settle(...given);
        life.dies("after the outcome commits");
      },
    },
  );
  sender.recover();
  await Promise.race([life.died, untilQuiet(world, sender, life)]);
  const hasDied = life.dead;
  // The rest of the dead process must not run on into its next life.
  life.dead = true;
  return hasDied;
}

const ROUNDS_MAX = 60;

async function untilQuiet(
  world: OutboxWorld,
  sender: { drain(): Promise<number | undefined> },
  life: Life,
): Promise<void> {
  for (let round = 0; round < ROUNDS_MAX && !life.dead; round++) {
    const next = await sender.drain();
    if (next === undefined) return;
    world.now = Math.max(world.now + 1, next);
  }
}

function hasDue(world: OutboxWorld): boolean {
  return world.outbox().some(({ state, dueAt }) => state === "queued" && dueAt <= world.now);
}

async function answer(
  world: OutboxWorld,
  provider: RecordingProvider,
  life: Life,
  { echoId = "" }: Outgoing,
  { scenario, random, faults }: Course,
): Promise<SendOutcome> {
  await life.pass("after the claim commits");
  await Promise.resolve();
  await life.pass("before the provider is called");
  faults.push(...faultsAtCall(world, provider, echoId));
  const fate = scenario.fate ?? fateOf(random());
  const error = { code: "131000", message: "A fault", retryable: true };
  if (life.dies("while the provider has not taken it")) {
    // The request may or may not have arrived; the worst case for doubles is that it did.
    provider.calls.push({ echoId, fate: "lost" });
    provider.take(echoId, random);
    await new Promise<never>(() => undefined);
  }
  provider.calls.push({ echoId, fate });
  if (fate === "retry") return { kind: "retry", afterMs: 1_000, error };
  if (fate === "refused") return { kind: "failed", error };
  const externalId = provider.take(echoId, random);
  await life.pass("after the provider took it");
  if (random() < 0.3) report(world, provider, random);
  await life.pass("while its answer is read");
  return fate === "lost" ? { kind: "unknown", error } : { kind: "sent", externalId };
}

function fateOf(draw: number): Fate {
  if (draw < 0.5) return "sent";
  if (draw < 0.7) return "lost";
  return draw < 0.9 ? "retry" : "refused";
}

/** Delivers a few of the webhooks that are due, in any order. */
function report(world: OutboxWorld, provider: RecordingProvider, random: Random): void {
  const [due] = provider.reports.splice(Math.floor(random() * provider.reports.length), 1);
  if (due === undefined) return;
  const { echoId, externalId, status } = due;
  const before = provider.reported.get(echoId);
  if (before === undefined || statusRank(status) > statusRank(before)) provider.reported.set(echoId, status);
  world.status(externalId, status, { echoId });
}

function faultsAtCall(world: OutboxWorld, provider: RecordingProvider, echoId: string): string[] {
  const rows = world.all<{ messageId: string; state: string; conversationId: string; seq: number }>(
    "SELECT message_id AS messageId, state, conversation_id AS conversationId, seq FROM outbox ORDER BY seq",
  );
  const row = rows.find(({ messageId }) => messageId === echoId);
  const earlier = rows.some(({ conversationId, seq }) => conversationId === row?.conversationId && seq < row.seq);
  return [
    ...(provider.taken(echoId) > 0 ? ["called again after the provider may have taken it"] : []),
    ...(row?.state === "sending" ? [] : ["called before the claim was committed"]),
    ...(earlier ? ["called before an earlier message of its conversation"] : []),
  ];
}

function faultsAfter(world: OutboxWorld, provider: RecordingProvider, ids: readonly string[]): string[] {
  const { account, heard } = world;
  const faults: string[] = [];
  if (account.db.select().from(outbox).all().length > 0) faults.push("left in the outbox");
  for (const id of ids) {
    const row = account.db.select().from(messages).where(eq(messages.id, id)).get();
    const status = row?.status ?? "queued";
    const taken = provider.taken(id);
    const reported = provider.reported.get(id);
    if (taken > 1) faults.push("taken twice by the provider");
    if (status === "queued" || status === "sending") faults.push("left without an end");
    if (taken > 0 && status === "failed") faults.push("failed although the provider took it");
    if (taken === 0 && statusRank(status) >= statusRank("sent") && status !== "failed")
      faults.push("sent although the provider never took it");
    if (reported !== undefined && statusRank(status) < statusRank(reported))
      faults.push("below what a webhook reported");
    const statuses = heard.flatMap(({ entity, id: about, doc }) =>
      entity === "message" && about === id ? (doc.status ?? []) : [],
    );
    if (statuses.some((next, at) => at > 0 && statusRank(next) < statusRank(statuses[at - 1] ?? next)))
      faults.push("a status that went down");
  }
  return faults;
}

export type Random = () => number;

/** Mulberry32: the same numbers for the same seed. */
export function randomOf(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A scenario of up to four crashes at places and times drawn from the seed. */
export function drawnScenario(seed: number): Scenario {
  const random = randomOf(seed * 7_919 + 1);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  return {
    seed,
    conversations: 1 + Math.floor(random() * 3),
    replies: 3 + Math.floor(random() * 6),
    crashes: Array.from({ length: Math.floor(random() * 5) }, () => ({
      at: pick(CRASH_POINTS),
      onTime: 1 + Math.floor(random() * 3),
    })),
  };
}
