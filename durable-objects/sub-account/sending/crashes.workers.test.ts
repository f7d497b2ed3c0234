import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { messages, outbox } from "../../../schema/data-plane/index.ts";
import { transaction } from "../account.ts";
import { raiseStatus } from "../statuses/raise-status.ts";
import { claimDue } from "./claim.ts";
import { CRASH_POINTS, drawnScenario, play, RIGHT_STEPS } from "./crashes.test-kit.ts";
import { outboxActor } from "./deps.ts";
import type { SendSteps } from "./sender.ts";
import { settle } from "./settle.ts";

const SEEDS = Array.from({ length: 40 }, (_, seed) => seed + 1);

describe("a crash at any await of sending", () => {
  it.each(CRASH_POINTS)("%s: at most one provider call for a client message posted five times", async (at) => {
    let deaths = 0;
    for (const fate of ["sent", "lost", "refused"] as const) {
      for (const onTime of [1, 2]) {
        const outcome = await play({ seed: 1, conversations: 1, replies: 2, crashes: [{ at, onTime }], fate });
        expect(outcome.faults, `${fate}, time ${onTime}`).toEqual([]);
        deaths += outcome.deaths;
      }
    }
    expect(deaths).toBeGreaterThanOrEqual(2);
  });

  it("any number of times, with refusals, lost answers and webhooks between", async () => {
    let deaths = 0;
    for (const seed of SEEDS) {
      const outcome = await play(drawnScenario(seed));
      expect(outcome.faults, `seed ${seed}`).toEqual([]);
      deaths += outcome.deaths;
    }
    expect(deaths).toBeGreaterThan(SEEDS.length / 2);
  });
});

/** Senders that are wrong in one way each. The same scenarios must tell. */
const MUTANTS: [name: string, steps: Partial<SendSteps>, fault: string][] = [
  [
    "sends again what a dead process was sending",
    {
      recover: ({ db }) => {
        db.update(outbox).set({ state: "queued" }).where(eq(outbox.state, "sending")).run();
        return 0;
      },
    },
    "called again after the provider may have taken it",
  ],
  [
    "calls the provider before its claim is committed",
    {
      claimDue: (account, ...given) => {
        const claims = claimDue(account, ...given);
        for (const { row } of claims)
          account.db.update(outbox).set({ state: "queued" }).where(eq(outbox.seq, row.seq)).run();
        return claims;
      },
    },
    "called before the claim was committed",
  ],
  [
    "takes a lost answer for a refusal",
    {
      settle: (account, row, outcome) =>
        settle(account, row, outcome.kind === "unknown" ? { ...outcome, kind: "retry", afterMs: 1_000 } : outcome),
    },
    "called again after the provider may have taken it",
  ],
  [
    "writes the last status it heard, whatever stands",
    {
      settle: (account, row, outcome) => {
        settle(account, row, outcome);
        if (outcome.kind === "sent")
          account.db.update(messages).set({ status: "sent" }).where(eq(messages.id, row.messageId)).run();
      },
    },
    "below what a webhook reported",
  ],
  [
    "fails what a dead process was sending",
    {
      recover: (account) =>
        transaction(account, outboxActor(account), (tx) => {
          for (const row of tx.db.select().from(outbox).where(eq(outbox.state, "sending")).all()) {
            const message = tx.db.select().from(messages).where(eq(messages.id, row.messageId)).get();
            if (message !== undefined) raiseStatus(tx, message, { status: "failed" });
          }
          return 0;
        }),
    },
    "failed although the provider took it",
  ],
  ["forgets what a dead process was sending", { recover: () => 0 }, "left in the outbox"],
  [
    "sends a conversation's messages beside each other",
    {
      claimDue: (account, ...given) => {
        // Each message as if it had a conversation of its own, for as long as the claim takes.
        const kept = account.db.select({ seq: outbox.seq, conversationId: outbox.conversationId }).from(outbox).all();
        for (const { seq } of kept)
          account.db
            .update(outbox)
            .set({ conversationId: `apart ${seq}` })
            .where(eq(outbox.seq, seq))
            .run();
        const claims = claimDue(account, ...given);
        for (const { seq, conversationId } of kept)
          account.db.update(outbox).set({ conversationId }).where(eq(outbox.seq, seq)).run();
        return claims;
      },
    },
    "called before an earlier message of its conversation",
  ],
];

describe("the check itself", () => {
  it.each(MUTANTS)("sees a sender that %s", async (_name, steps, fault) => {
    const seen = new Set<string>();
    for (const seed of SEEDS) {
      const { faults } = await play(drawnScenario(seed), { ...RIGHT_STEPS, ...steps });
      for (const found of faults) seen.add(found);
      if (seen.has(fault)) break;
    }
    expect([...seen]).toContain(fault);
  });
});
