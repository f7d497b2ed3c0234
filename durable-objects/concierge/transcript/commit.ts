import type { ConciergeState } from "../../../schema/contracts/concierge.ts";
import type { Session } from "../session.ts";
import { notedOf, stateOf } from "../state-of.ts";
import { nextStep } from "../steps/next-step.ts";
import { Tx } from "./tx.ts";

/**
 * Does everything or nothing, then tells the devices what changed, and has the alarm ring when there is something to do next. Whatever changes
 * a session goes through here: a check and its write are one, and nothing is told that is not stored.
 */
export function commit<T>(session: Session, work: (tx: Tx) => T): T {
  const { storage, now, tell, wakeAt, turn } = session;
  const { answer, frames, wake, turnId } = storage.transactionSync(() => {
    const tx = new Tx(storage.sql, now());
    const [seq, facts, before] = [tx.seq, JSON.stringify(tx.facts), stateOf(tx)];
    const answer = work(tx);
    // While people were waited for, time stood still.
    if (before.activity !== "working") tx.facts.forwardAt = tx.now;
    if (tx.seq !== seq || JSON.stringify(tx.facts) !== facts) tx.facts.updatedAt = tx.now;
    const state = stateOf(tx);
    if (visible(state) !== visible(before)) tx.frames.push({ type: "state", seq: tx.nextSeq(), state });
    tx.finish();
    const due = [nextStep(tx)?.at, noteOf(state) === tx.facts.noted ? undefined : tx.now];
    return { answer, frames: tx.frames, wake: due.filter((at) => at !== undefined), turnId: tx.facts.turnId };
  });
  for (const frame of frames) tell(frame);
  if (turn !== undefined && turn.id !== turnId) turn.stop.abort();
  if (wake.length > 0) wakeAt(Math.min(...wake));
  return answer;
}

/** What the control plane keeps of a session, as the text it is compared by. */
export function noteOf(state: ConciergeState): string {
  return JSON.stringify(notedOf(state));
}

function visible(state: ConciergeState): string {
  return JSON.stringify({ ...state, updatedAt: null });
}
