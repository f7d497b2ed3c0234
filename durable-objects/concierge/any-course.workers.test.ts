import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { describe, expect, test, vi } from "vitest";
import type { Entry } from "../../schema/concierge/entries.ts";
import type { ThinkRequest } from "../../schema/concierge/host.ts";
import { TOOL_NAMES, TOOLS } from "../../schema/concierge/tools.ts";
import { ConciergeSession } from "../../schema/contracts/concierge.ts";
import { isTrellisError } from "../../schema/errors.ts";
import { type Chance, chanceOf, LONG, seeds } from "../kit/chance.test-kit.ts";
import { toolUsesIn } from "./claude/messages-for.ts";
import { FakeHost } from "./fake-host.test-kit.ts";
import { type AskedFor, failure, turn, withKey } from "./model-turns.test-kit.ts";
import { type TestSession, testSession } from "./session.test-kit.ts";

vi.spyOn(console, "warn").mockImplementation(() => undefined);

const SLUGS = ["alpha", "beta", "gamma"];
const ACTS = LONG ? 400 : 80;

/** What some tools take besides a module. */
const ARGS: Readonly<Record<string, (chance: Chance) => object>> = {
  askPerson: (chance) => ({ question: "Which one?", ...(chance.happens(0.5) ? { choices: ["This", "That"] } : {}) }),
  createAgent: () => ({ name: "Desk", systemPrompt: "Be kind." }),
  configureModule: (chance) => ({ module: chance.pick(SLUGS), config: {} }),
  listEntitlements: () => ({}),
  finish: () => ({ summary: "Ready." }),
};

/** A model that asks for anything, rightly and wrongly, and sometimes does not answer at all. */
function anyTurn(chance: Chance): ReturnType<typeof turn> {
  if (chance.happens(0.05))
    return failure(chance.pick(["ai_overloaded", "ai_key_refused", "ai_cut_off"] as const), "It failed.");
  if (chance.happens(0.05)) return () => turn("It breaks off", ["finish", {}])().slice(0, -1);
  const calls = Array.from({ length: chance.int(3) }, (): AskedFor => {
    const tool = chance.happens(0.05) ? "dropTables" : chance.pick(TOOL_NAMES);
    const module = chance.pick([...SLUGS, "unknown"]);
    const asked = ARGS[tool]?.(chance) ?? { module };
    return [tool, chance.happens(0.05) ? "no JSON" : asked];
  });
  return turn(chance.happens(0.7) ? "Some words. 👋🏽" : "", ...calls);
}

/** What a person may do at any moment, sensible or not. What is refused is no fault; what breaks is. */
async function anyAct(chance: Chance, session: TestSession, entries: readonly Entry[]): Promise<void> {
  const actor = chance.pick([session.person, session.person, session.other]);
  const asking = entries.filter(({ kind }) => kind === "form" || kind === "question" || kind === "approval");
  const open = asking.filter((entry) => "state" in entry && entry.state === "open");
  const entry = chance.pick(open.length > 0 && chance.happens(0.8) ? open : asking);
  const module = chance.pick(SLUGS);
  const acts = [
    () => session.stub.say(actor, { text: chance.pick(["Hello", "This", "no"]), removed: 0 }),
    () => session.stub.step(actor, { module, action: chance.pick(["retry", "skip", "resume"] as const) }),
    () => session.stub.steer(actor, { action: chance.pick(["continue", "continue", "take"] as const) }),
    () => session.stub.steer(actor, { action: "drive", driver: chance.pick(["guided", "claude"] as const) }),
    () =>
      session.stub.noteChanged(session.system, {
        added: chance.happens(0.1) ? ["gamma"] : [],
        reason: "Something new.",
      }),
    () => evictDurableObject(session.stub).catch(() => undefined),
    ...(entry === undefined ? [] : Array.from({ length: 6 }, () => () => answer(chance, session, entry))),
  ];
  try {
    await chance.pick<() => Promise<unknown>>(acts)();
  } catch (error) {
    if (!isTrellisError(error)) throw error;
  }
}

async function answer(chance: Chance, session: TestSession, { id, ...entry }: Entry): Promise<unknown> {
  const { person, stub } = session;
  switch (entry.kind) {
    case "form":
      if (chance.happens(0.2)) return stub.formSkipped(person, { formId: id });
      session.host.store(entry.module.slug, { key: chance.pick(["good", "bad"]) });
      return stub.formStored(person, { formId: id, stored: { key: { hint: "4f2a" } } });
    case "question":
      return stub.say(person, { text: entry.choices[0] ?? "Yes", removed: 0, question: id });
    default:
      return stub.decide(chance.pick([person, session.other]), {
        entryId: id,
        decision: chance.pick(["approve", "decline"] as const),
      });
  }
}

/** What the Messages API refuses. */
function faultsOf({ messages }: ThinkRequest): string[] {
  return (messages as { role: string; content: { type: string; tool_use_id?: string }[] }[]).flatMap(
    ({ role, content }, n, all) => {
      const next = all[n + 1];
      const results = new Set(next?.content.flatMap(({ tool_use_id }) => tool_use_id ?? []));
      const unanswered = toolUsesIn(content).filter((id) => !results.has(id));
      return [
        ...(content.length === 0 ? ["an empty message"] : []),
        ...(n === 0 && role !== "user" ? ["it begins with the model"] : []),
        ...(next?.role === role ? [`${role} speaks twice`] : []),
        ...(next === undefined && role !== "user" ? ["it ends with the model"] : []),
        ...unanswered.map((id) => `${id} has no result`),
      ];
    },
  );
}

describe("whatever a model, people and the platform do", () => {
  test.each(seeds(LONG ? 20 : 3))(
    "the ledger, the record and the transcript stay sound (seed %i)",
    { timeout: 240_000 },
    async (seed) => {
      const chance = chanceOf(seed);
      const host = withKey(new FakeHost({ alpha: ["key"], beta: ["key"], gamma: ["key"] }));
      for (const slug of SLUGS) host.module(slug).takes = { key: "good" };
      host.turns = [() => anyTurn(chance)()];
      const session = testSession(host, { driver: null, modules: ["alpha", "beta"] });
      await session.begin();
      for (let act = 0; act < ACTS; act += 1) {
        const { state, entries } = await session.read();
        if (state !== "active") break;
        await anyAct(chance, session, entries);
        await new Promise((resolve) => setTimeout(resolve, chance.int(12)));
      }
      await session.stub.steer(session.person, { action: "stop" }).catch(() => undefined);
      const now = ConciergeSession.parse(
        await session.until(
          ({ state, entries }) =>
            state !== "active" && !entries.some((entry) => entry.kind === "call" && entry.state === "pending"),
        ),
      );

      const open = now.entries.filter(
        (entry) => "state" in entry && (entry.state === "open" || entry.state === "streaming"),
      );
      expect(open).toEqual([]);
      expect(host.asked.flatMap(faultsOf)).toEqual([]);
      const ledger = await runInDurableObject(session.stub, (_object, { storage }) =>
        storage.sql
          .exec<{ id: string; tool: string; state: string; args: string }>(
            "SELECT id, tool, state, args FROM calls WHERE tool <> ''",
          )
          .toArray(),
      );
      const shown = now.entries.flatMap((entry) =>
        entry.kind === "call"
          ? [{ id: entry.id, tool: entry.tool, state: entry.state, args: JSON.stringify(entry.args) }]
          : [],
      );
      expect(shown.toSorted(byId)).toEqual(ledger.toSorted(byId));
      // Whatever was made was in the ledger, for a module of the session, and what needs a click had one.
      const approved = new Set(
        now.entries.flatMap((entry) =>
          entry.kind === "approval" && entry.state === "approved" ? [JSON.stringify(entry.args)] : [],
        ),
      );
      for (const { id, tool, module, approved: clicked } of host.acted) {
        const call = ledger.find((one) => one.id === id);
        expect(call?.tool).toBe(tool);
        const needsClick = TOOLS[tool as keyof typeof TOOLS].kind === "approved";
        expect(clicked).toBe(needsClick);
        expect(!needsClick || approved.has(call?.args ?? "")).toBe(true);
        expect(tool === "requestModule" || module === undefined || SLUGS.includes(module)).toBe(true);
      }
    },
  );
});

function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : 1;
}
