import { and, eq, sql } from "drizzle-orm";
import { messageChanges, type MessageRow } from "../../../schema/data-plane/index.ts";
import { prepared } from "../../kit/prepared.ts";
import type { AccountDatabase, AccountTx } from "../account.ts";
import { applyChange, type MessageChange, type Touch } from "./apply-change.ts";
import { type EarlyReply, linkReply } from "./link-reply.ts";
import { receivedBefore } from "./received-before.ts";
import { messageByExternalId } from "../conversations/message-by-external-id.ts";

/**
 * Takes a reaction, edit or deletion: applied to its message, or kept until that message comes. Answers false, having changed nothing, for
 * one that was received before.
 */
export function receiveChange(tx: AccountTx, change: MessageChange, touch: Touch): boolean {
  const { integrationId, externalId, targetExternalId } = change;
  const target = messageByExternalId(tx.db).get({ integrationId, externalId: targetExternalId });
  const event = target === undefined ? JSON.stringify(change) : null;
  if (receivedBefore(tx, { integrationId, externalId, targetExternalId, event })) return false;
  if (target !== undefined) applyChange(tx, target, change, touch);
  return true;
}

/** Applies what was waiting for a message that is known by this external id now. Answers the row as it stands. */
export function takeWaitingChanges(tx: AccountTx, row: MessageRow, touch: Touch): MessageRow {
  if (row.externalId === null) return row;
  const key = { integrationId: row.integrationId, targetExternalId: row.externalId };
  let current = row;
  for (const { seq, event } of waitingFor(tx.db).all(key)) {
    // Only `receiveChange` and `awaitReplied` write this column.
    const waited = JSON.parse(event ?? "null") as MessageChange | EarlyReply | null;
    if (waited?.kind === "reply") linkReply(tx, waited, current);
    else if (waited !== null) current = applyChange(tx, current, waited, touch);
    tx.db.update(messageChanges).set({ event: null, appliedAt: tx.now }).where(eq(messageChanges.seq, seq)).run();
  }
  return current;
}

const waitingFor = prepared((db: AccountDatabase) =>
  db
    .select({ seq: messageChanges.seq, event: messageChanges.event })
    .from(messageChanges)
    .where(
      and(
        eq(messageChanges.integrationId, sql.placeholder("integrationId")),
        eq(messageChanges.targetExternalId, sql.placeholder("targetExternalId")),
        // Written out, so that the partial index serves.
        sql`${messageChanges.appliedAt} IS NULL`,
      ),
    )
    .orderBy(messageChanges.seq)
    .prepare(),
);
