import { contactPairs } from "../../../schema/data-plane/index.ts";
import type { AccountTx } from "../account.ts";

/** Remembers that a channel gave reason to think two contacts are one person. Nothing is noted where someone has said that they are not. */
export function suspectPair(tx: AccountTx, one: string, other: string, detail: string): void {
  tx.db
    .insert(contactPairs)
    .values({ ...pairOf(one, other), verdict: "suspected", detail, at: tx.now })
    .onConflictDoNothing()
    .run();
}

/** Two contacts in the order a pair is kept in. */
export function pairOf(one: string, other: string): { aId: string; bId: string } {
  return one < other ? { aId: one, bId: other } : { aId: other, bId: one };
}
