import type { Session } from "./session.ts";
import { isWorking } from "./steps/next-step.ts";
import { commit } from "./transcript/commit.ts";
import { cutMessages } from "./transcript/cut-messages.ts";

/**
 * The object starts: whatever was under way in a life before is taken up again by the alarm. A text that was being written breaks off, for nobody
 * writes it any more, and the time in which nothing ran is no time without progress.
 */
export function recover(session: Session): void {
  commit(session, (tx) => {
    cutMessages(tx);
    tx.facts.turnId = null;
    if (isWorking(tx)) tx.facts.forwardAt += Math.max(0, tx.now - tx.facts.updatedAt);
  });
}
