import { messageChanges } from "../../../schema/data-plane/index.ts";
import type { AccountTx } from "../account.ts";

/** A provider redelivers for 7 days; a change whose message has not come by then never finds it. */
export const MESSAGE_CHANGE_KEPT_MS = 8 * 24 * 60 * 60 * 1000;

/**
 * Writes down that an event was received; `event` is its JSON while it waits for its message. Answers true when it was received before: a
 * redelivery must not undo what has happened since.
 */
export function receivedBefore(
  tx: AccountTx,
  {
    integrationId,
    externalId,
    targetExternalId,
    event,
  }: { integrationId: string; externalId: string; targetExternalId: string; event: string | null },
): boolean {
  const added = tx.db
    .insert(messageChanges)
    .values({
      integrationId,
      externalId,
      targetExternalId,
      event,
      appliedAt: event === null ? tx.now : null,
      at: tx.now,
    })
    .onConflictDoNothing()
    .returning({ seq: messageChanges.seq })
    .get();
  if (added !== undefined) tx.wakeAt(tx.now + MESSAGE_CHANGE_KEPT_MS);
  return added === undefined;
}
