import { eq } from "drizzle-orm";
import type { SendOutcome } from "../../../modules/module.ts";
import { type MessageRow, outbox, type OutboxRow } from "../../../schema/data-plane/index.ts";
import type { AccountTx } from "../account.ts";
import { mayTryAgain } from "../sending/may-try-again.ts";
import { revertReaction } from "./revert-reaction.ts";

/** How soon a reaction whose answer was lost is sent again, times the number of tries. */
const AFTER_LOST_MS = 10_000;

/**
 * Writes down how one try of a reaction ended. Unlike a message a reaction may be sent twice, for it only sets what stands: one whose answer
 * was lost goes again. What fails is taken back on the screen. `row` is undefined when it is not under way any more.
 */
export function settleReaction(
  tx: AccountTx,
  row: OutboxRow | undefined,
  message: MessageRow,
  outcome: SendOutcome,
): void {
  if (row === undefined) return;
  const afterMs =
    outcome.kind === "retry" ? outcome.afterMs : outcome.kind === "unknown" ? AFTER_LOST_MS * row.attempts : undefined;
  if (afterMs !== undefined && mayTryAgain(tx, row, afterMs)) {
    const dueAt = tx.now + afterMs;
    tx.db.update(outbox).set({ state: "queued", dueAt }).where(eq(outbox.seq, row.seq)).run();
    tx.wakeAt(dueAt);
    return;
  }
  tx.db.delete(outbox).where(eq(outbox.seq, row.seq)).run();
  // The next of this conversation may have waited for this one.
  tx.wakeAt(tx.now);
  if (outcome.kind !== "sent") revertReaction(tx, row, message, outcome.error);
}
