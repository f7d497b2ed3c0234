import { eq, lt } from "drizzle-orm";
import type { ChannelHandlers, Pace } from "../../../modules/module.ts";
import { outbox, type OutboxRow, sendBuckets } from "../../../schema/data-plane/index.ts";
import type { AccountTx } from "../account.ts";
import { refillMs, takeToken } from "./token-bucket.ts";

/**
 * Takes what one send costs from the install's bucket and the person's, or from neither: then false, and the row is due when it can be had.
 */
export function paced(tx: AccountTx, row: OutboxRow, pace: ChannelHandlers["pace"]): boolean {
  const buckets: [key: string, pace: Pace][] = [
    [`install:${row.integrationId}`, pace.install],
    // One conversation per person and install: the pair that providers count.
    [`person:${row.conversationId}`, pace.person],
  ];
  const takes = buckets.map(([key, limit]) => ({ key, ...takeToken(read(tx, key), limit, tx.now) }));
  const waits = takes.flatMap((take) => ("nextAt" in take ? [take.nextAt] : []));
  if (waits.length > 0) {
    tx.db
      .update(outbox)
      .set({ dueAt: Math.max(...waits) })
      .where(eq(outbox.seq, row.seq))
      .run();
    return false;
  }
  for (const take of takes) if ("taken" in take) write(tx, take.key, take.taken);
  // A bucket long unused is full again, which is what a missing row means.
  tx.db
    .delete(sendBuckets)
    .where(lt(sendBuckets.updatedAt, tx.now - Math.max(refillMs(pace.install), refillMs(pace.person))))
    .run();
  return true;
}

function read(tx: AccountTx, key: string) {
  return tx.db.select().from(sendBuckets).where(eq(sendBuckets.key, key)).limit(1).get();
}

function write(tx: AccountTx, key: string, bucket: { tokens: number; updatedAt: number }): void {
  tx.db
    .insert(sendBuckets)
    .values({ key, ...bucket })
    .onConflictDoUpdate({ target: sendBuckets.key, set: bucket })
    .run();
}
