import { endCall, pendingCalls } from "../ledger/calls.ts";
import { note } from "../transcript/say.ts";
import type { Tx } from "../transcript/tx.ts";
import { cutMessages } from "../transcript/cut-messages.ts";

/**
 * The session is over. What waits for people is over too, and what was not begun is not done; a call under way is brought to its end, and
 * written down. `words` are told to people.
 */
export function endSession(tx: Tx, state: "finished" | "stopped", words: string): void {
  const { facts } = tx;
  facts.state = state;
  facts.stopped = state === "stopped" ? words : null;
  facts.paused = false;
  facts.turnId = null;
  for (const call of pendingCalls(tx))
    if (call.waits || call.beganAt === null)
      endCall(tx, call.id, { ok: false, outcome: "The set-up ended before.", content: { over: true } });
  cutMessages(tx);
  note(tx, state === "finished" ? "success" : "info", words);
}
