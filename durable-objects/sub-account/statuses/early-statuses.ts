import { and, eq } from "drizzle-orm";
import { type MessageError, type MessageStatus, statusRank } from "../../../schema/contracts/messages.ts";
import { earlyStatuses } from "../../../schema/data-plane/index.ts";
import type { AccountTx } from "../account.ts";

/** A provider redelivers for 7 days; a status whose message has not come by then never will. */
export const EARLY_STATUS_KEPT_MS = 8 * 24 * 60 * 60 * 1000;

export interface ProviderStatus {
  status: MessageStatus;
  error?: MessageError | null;
}

/** Keeps a status that came before the message it speaks of. Of several, the highest stays. */
export function keepEarlyStatus(
  tx: AccountTx,
  integrationId: string,
  externalId: string,
  { status, error = null }: ProviderStatus,
): void {
  const held = find(tx, integrationId, externalId);
  if (held !== undefined && statusRank(held.status) >= statusRank(status)) return;
  tx.db
    .insert(earlyStatuses)
    .values({ integrationId, externalId, status, error, at: tx.now })
    .onConflictDoUpdate({ target: [earlyStatuses.integrationId, earlyStatuses.externalId], set: { status, error } })
    .run();
  tx.wakeAt(tx.now + EARLY_STATUS_KEPT_MS);
}

/** The status that was waiting for this external id, if any; it waits no longer. */
export function takeEarlyStatus(tx: AccountTx, integrationId: string, externalId: string): ProviderStatus | undefined {
  const held = find(tx, integrationId, externalId);
  if (held !== undefined) tx.db.delete(earlyStatuses).where(key(integrationId, externalId)).run();
  return held;
}

function find(tx: AccountTx, integrationId: string, externalId: string) {
  return tx.db
    .select({ status: earlyStatuses.status, error: earlyStatuses.error })
    .from(earlyStatuses)
    .where(key(integrationId, externalId))
    .limit(1)
    .get();
}

function key(integrationId: string, externalId: string) {
  return and(eq(earlyStatuses.integrationId, integrationId), eq(earlyStatuses.externalId, externalId));
}
