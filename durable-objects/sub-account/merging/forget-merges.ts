import { and, eq, isNotNull, lte, min } from "drizzle-orm";
import { MERGE_UNDO_MS } from "../../../schema/contracts/merges.ts";
import { merges } from "../../../schema/data-plane/index.ts";
import type { Account } from "../account.ts";

/** Merges made final in one round of tidying. */
const ROUND_MAX = 100;

/** Makes merges final that can no longer be undone: what they kept of before goes. Answers when the next one is due, ms since the epoch. */
export function forgetMerges({ db, storage, now }: Account): number | undefined {
  const old = db
    .select({ id: merges.id, winnerId: merges.winnerId, loserId: merges.loserId })
    .from(merges)
    .where(and(isNotNull(merges.record), lte(merges.at, now() - MERGE_UNDO_MS)))
    .limit(ROUND_MAX)
    .all();
  storage.transactionSync(() => {
    for (const { id, winnerId, loserId } of old) {
      for (const statement of [FORGET_ARRIVALS, FORGET_ORIGIN]) storage.sql.exec(statement, winnerId, id);
      storage.sql.exec("DELETE FROM contact_pairs WHERE a_id = ?1 OR b_id = ?1", loserId);
      db.update(merges).set({ record: null }).where(eq(merges.id, id)).run();
    }
  });
  const [next] = db
    .select({ at: min(merges.at) })
    .from(merges)
    .where(isNotNull(merges.record))
    .all();
  return next?.at === undefined || next.at === null ? undefined : next.at + MERGE_UNDO_MS;
}

const FORGET_ARRIVALS =
  "DELETE FROM merge_arrivals WHERE identity_id IN (SELECT id FROM identities WHERE contact_id = ? AND merge_id = ?)";
const FORGET_ORIGIN = "UPDATE identities SET merge_id = NULL WHERE contact_id = ? AND merge_id = ?";
