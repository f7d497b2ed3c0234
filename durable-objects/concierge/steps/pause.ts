import { note } from "../transcript/say.ts";
import type { Tx } from "../transcript/tx.ts";
import type { Pause } from "./next-step.ts";

/** Stops doing anything until somebody says to go on. */
export function pause(tx: Tx, why: Pause): void {
  pauseBecause(tx, WORDS[why]);
}

/** The same for a reason of its own, as a whole sentence. */
export function pauseBecause(tx: Tx, reason: string): void {
  tx.facts.paused = true;
  tx.facts.stopped = reason;
  tx.facts.turnId = null;
  note(tx, "warning", reason);
}

const WORDS: Record<Pause, string> = {
  no_progress: "Nothing went forward for five minutes.",
  circle: "The same step came twice in a row and did not help.",
  turns: "Claude has been asked as often as one session may. The guided set-up can go on.",
  tokens: "This session has used as many tokens as it may. The guided set-up can go on.",
  money: "This session has cost as much as it may. The guided set-up can go on.",
  entries: "This session has grown as long as it may. Stop it and begin another: what is live stays live.",
};
