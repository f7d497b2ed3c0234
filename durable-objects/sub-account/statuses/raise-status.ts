import { and, eq, sql } from "drizzle-orm";
import { type MessageError, type MessageStatus, statusRank } from "../../../schema/contracts/messages.ts";
import { messages, type MessageRow, outbox } from "../../../schema/data-plane/index.ts";
import { prepared } from "../../kit/prepared.ts";
import type { AccountDatabase, AccountTx } from "../account.ts";
import { conversationById, publishConversation } from "../documents/conversation.ts";
import { publishMessage } from "../documents/message.ts";
import { takeWaitingChanges } from "../message-changes/receive-change.ts";
import { type ProviderStatus, takeEarlyStatus } from "./early-statuses.ts";

export interface RaiseTo {
  status: MessageStatus;
  error?: MessageError | null;
  /** The provider's id, once it is known. Kept only if the message has none yet. */
  externalId?: string | undefined;
}

/**
 * The one way a message's status moves: up by `statusRank`, never down; `failed` is final. Learning the external id also takes up a status
 * that came before it. Once the message's fate is known its outbox row goes. Answers the row as it stands. `touch` is told the conversation
 * whose newest message this is; by default its new state is published at once.
 */
export function raiseStatus(
  tx: AccountTx,
  row: MessageRow,
  to: RaiseTo,
  touch: (conversationId: string) => void = (id) => publishConversation(tx, id),
): MessageRow {
  const learns = row.externalId === null && to.externalId !== undefined;
  const early = learns ? takeEarlyStatus(tx, row.integrationId, to.externalId!) : undefined;
  const best = highest({ status: row.status, error: row.error }, to, early);
  if (!learns && best.status === row.status) return row;

  const next: MessageRow = {
    ...row,
    status: best.status,
    error: best.error ?? null,
    externalId: learns ? to.externalId! : row.externalId,
    updatedAt: tx.now,
  };
  const { status, error, externalId, updatedAt } = next;
  progress(tx.db).run({ seq: row.seq, status, error: error && JSON.stringify(error), externalId, updatedAt });
  if (isSettled(status) && !isSettled(row.status)) {
    tx.db
      .delete(outbox)
      .where(and(eq(outbox.messageId, row.id), eq(outbox.action, "send")))
      .run();
  }
  publishMessage(tx, next);
  const settled = learns ? takeWaitingChanges(tx, next, touch) : next;

  const conversation = conversationById(tx.db).get({ id: row.conversationId });
  if (conversation?.lastMessageId === row.id && status !== row.status) touch(row.conversationId);
  if (conversation !== undefined && status === "failed" && row.status !== "failed") {
    tx.activity({
      contactId: conversation.contactId,
      conversationId: row.conversationId,
      type: "message.failed",
      detail: { messageId: row.id, ...(error === null ? {} : { reason: error.message, code: error.code }) },
    });
  }
  return settled;
}

const progress = prepared((db: AccountDatabase) =>
  db
    .update(messages)
    .set({
      status: sql`${sql.placeholder("status")}`,
      error: sql`${sql.placeholder("error")}`,
      externalId: sql`${sql.placeholder("externalId")}`,
      updatedAt: sql`${sql.placeholder("updatedAt")}`,
    })
    .where(eq(messages.seq, sql.placeholder("seq")))
    .prepare(),
);

/** Of equal rank the earlier argument wins, so a repeated status changes nothing. */
function highest(held: ProviderStatus, ...others: (ProviderStatus | undefined)[]): ProviderStatus {
  let best = held;
  for (const other of others)
    if (other !== undefined && statusRank(other.status) > statusRank(best.status)) best = other;
  return best;
}

/** Whether nobody has to send the message any more. */
function isSettled(status: MessageStatus): boolean {
  return statusRank(status) >= statusRank("sent");
}
