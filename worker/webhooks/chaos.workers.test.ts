import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { InboundEvent } from "../../schema/inbound/event.ts";
import { LONG, seeds } from "../../durable-objects/kit/chance.test-kit.ts";
import { chaos, ingestOrDie, type Mutant } from "./chaos.test-kit.ts";
import { STEPS } from "./receive.ts";

const MESSAGES = LONG ? 2_000 : 250;
const MUTANT_MESSAGES = 120;
/** A death must fall on the right statement to show a fault: what one seed misses, another finds. */
const MUTANT_SEEDS = 6;

const log = vi.spyOn(console, "error");
beforeAll(() => void log.mockImplementation(() => undefined));
afterAll(() => log.mockRestore());

describe("under chaos", () => {
  it.each(seeds(LONG ? 5 : 1))(
    "nothing is lost, doubled, misplaced or miscounted (seed %i)",
    { timeout: 1_800_000 },
    async (seed) => {
      console.info(`chaos: seed ${seed}, ${MESSAGES} messages`);
      expect({ seed, faults: await chaos({ seed, messages: MESSAGES }) }).toEqual({ seed, faults: [] });
    },
  );
});

let marks = 0;
/** The same event under a provider id that nothing can recognise: what storing without a check comes to. */
function unrecognisable(event: InboundEvent): InboundEvent {
  marks += 1;
  return event.kind === "message" ? { ...event, externalId: `${event.externalId}#${marks}` } : event;
}

const MUTANTS: Record<string, Mutant> = {
  "without dedupe": { ingest: (_real, { events, again }) => again(events.map(unrecognisable)) },
  "without a transaction": { withoutTransaction: true, phase: "during" },
  "that takes only the first of a batch": {
    steps: {
      parse: (door, body, now) => {
        const { groups, unreadable } = STEPS.parse(door, body, now);
        return {
          groups: groups.slice(0, 1).map((group) => ({ ...group, events: group.events.slice(0, 1) })),
          unreadable,
        };
      },
    },
  },
  "whose last status wins": {
    ingest: (real, { storage, events }) => {
      const result = real();
      for (const event of events) {
        if (event.kind === "status")
          storage.sql.exec("UPDATE messages SET status = ? WHERE external_id = ?", event.status, event.externalId);
      }
      return result;
    },
  },
  "that acknowledges before it has stored": {
    steps: {
      ingest: (request, { tenantId, events }) => {
        // Every third is lost with the process, after the provider was told that all is well.
        marks += 1;
        if (marks % 3 !== 0) void ingestOrDie(request, tenantId, events).catch(() => undefined);
        return Promise.resolve();
      },
    },
  },
  "that waits between looking and storing": {
    ingest: async (_real, { storage, events, again }) => {
      const known = new Set(
        storage.sql
          .exec<{ text: string }>("SELECT text FROM messages")
          .toArray()
          .map(({ text }) => text),
      );
      await new Promise((resolve) => setTimeout(resolve, 5));
      return again(
        events.filter((event) => event.kind !== "message" || !known.has(event.text ?? "")).map(unrecognisable),
      );
    },
  },
  "that routes by the first entry": {
    steps: {
      route: (door, { groups, unreadable }, owners) => {
        const [first] = groups;
        return STEPS.route(
          door,
          { groups: first === undefined ? [] : groups.map((group) => ({ ...group, route: first.route })), unreadable },
          owners,
        );
      },
    },
  },
};

describe("a version", () => {
  it.each(Object.entries(MUTANTS))("%s is found out", { timeout: 300_000 }, async (_name, mutant) => {
    const faults: string[] = [];
    for (const seed of seeds(MUTANT_SEEDS)) {
      faults.push(...(await chaos({ seed, messages: MUTANT_MESSAGES, mutant })));
      if (faults.length > 0) break;
    }
    expect(faults).not.toEqual([]);
  });
});
