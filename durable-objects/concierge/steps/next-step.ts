import { NO_PROGRESS_MS, SESSION_CAPS } from "../../../schema/concierge/words.ts";
import { hasUnanswered } from "../claude/record.ts";
import { type GuidedMove, guidedMove } from "../guided/guided-move.ts";
import { readView } from "../guided/read-view.ts";
import { type Call, pendingCalls, readCalls } from "../ledger/calls.ts";
import { modulesOf } from "../modules-of.ts";
import { ALL } from "../facts.ts";
import type { Tx } from "../transcript/tx.ts";

/** What a session does next; `at` (ms) is when. */
export type Step = { at: number } & (
  | { do: "act"; call: Call }
  | { do: "expire"; id: string }
  | { do: "pause"; why: Pause }
  | { do: "look" }
  | { do: "settle" }
  | { do: "think" }
  | { do: "guide"; move: GuidedMove }
);
export type Pause = "no_progress" | "circle" | "turns" | "tokens" | "money" | "entries";

/** What a transcript may hold. Nobody needs as much; what runs in circles must end. */
const ENTRIES_MAX = 3_000;

/** Whether the session has something to do itself, and does not only wait for people. */
export function isWorking(tx: Tx): boolean {
  const step = nextStep(tx);
  return step !== undefined && step.do !== "expire";
}

/**
 * What comes next, decided from what is stored alone: so it is the same after a crash as before. Undefined where it waits for people, or is
 * over.
 */
export function nextStep(tx: Tx): Step | undefined {
  const { facts, now } = tx;
  const pending = pendingCalls(tx);
  // What has begun is brought to its end whatever happens to the session: nobody would know how it stands.
  const begun = pending.find(({ beganAt, waits }) => beganAt !== null && !waits);
  if (facts.state !== "active" || facts.paused) return begun && { do: "act", call: begun, at: begun.dueAt };

  const work = workOf(tx, pending, begun);
  const expiry = soonest(tx);
  if (work === undefined || (expiry !== undefined && expiry.at <= now)) return expiry;
  const cause = causeToPause(tx, work);
  if (cause !== undefined) return { do: "pause", why: cause, at: now };
  const at = Math.min(Math.max(work.at, facts.restUntil), facts.forwardAt + NO_PROGRESS_MS);
  return { ...work, at };
}

function workOf(tx: Tx, pending: readonly Call[], begun: Call | undefined): Step | undefined {
  const { facts, now } = tx;
  const call = begun ?? pending.find(({ waits }) => !waits);
  if (call !== undefined) return { do: "act", call, at: call.dueAt };
  if (facts.stale) return { do: "look", at: now };
  if (facts.wanted !== null) return { do: "settle", at: now };
  // What the model was told early it need not wait for.
  if (pending.some(({ early }) => early === null)) return undefined;
  const modules = modulesOf(facts, pending);
  if (facts.driver === "guided") return pending.length > 0 ? undefined : guide(tx, guidedMove(readView(tx, modules)));
  if (facts.turnId !== null || hasUnanswered(tx)) return { do: "think", at: now };
  return undefined;
}

/** Fixed steps that come to the same call twice in a row would do so for ever. */
function guide(tx: Tx, move: GuidedMove): Step {
  const [last] = readCalls(
    tx,
    "WHERE state <> 'pending' AND number > ? ORDER BY number DESC LIMIT 1",
    tx.facts.anewFrom[ALL] ?? 0,
  );
  const again =
    move.do === "call" && last?.tool === move.tool && JSON.stringify(last.args) === JSON.stringify(move.args);
  return again ? { do: "pause", why: "circle", at: tx.now } : { do: "guide", move, at: tx.now };
}

function causeToPause({ facts, now, sql }: Tx, work: Step): Pause | undefined {
  if (facts.forwardAt + NO_PROGRESS_MS <= now) return "no_progress";
  const { n } = sql.exec<{ n: number }>("SELECT count(*) AS n FROM entries").one();
  if (n > ENTRIES_MAX) return "entries";
  if (work.do !== "think") return undefined;
  const { turns, inputTokens, outputTokens, micros } = facts.usage;
  if (turns >= SESSION_CAPS.turns) return "turns";
  if (inputTokens + outputTokens >= SESSION_CAPS.tokens) return "tokens";
  return micros >= SESSION_CAPS.micros ? "money" : undefined;
}

/** The approval that ends first. */
function soonest(tx: Tx): Step | undefined {
  const ends = tx.open("approval").map(({ id, expiresAt }) => ({ id, at: Date.parse(expiresAt) }));
  const first = ends.toSorted((a, b) => a.at - b.at)[0];
  return first && { do: "expire", ...first };
}
