import { endTurn } from "../../db/deployments.ts";
import type { ScopedDb } from "../../db/scoped.ts";

/** A target's turn is over, by this or before; or it is to come again, in so many seconds. */
export type TurnOutcome = "over" | { againInSeconds: number };

/** Ends a target's turn with nothing done in the account. One whose turn is over already, or whose deployment has changed since, stays as it is. */
export async function endTurnWith(
  db: ScopedDb,
  turn: { id: string; revision?: number },
  outcome: { state: "failed" | "kept" | "cancelled" | "removed"; reason: string | null; fix?: string | null },
  now: number,
): Promise<void> {
  await db.bookkeep([endTurn(db, turn, { fix: null, ...outcome, updatedAt: now })]);
}
