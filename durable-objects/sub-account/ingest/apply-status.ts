import { and, eq } from "drizzle-orm";
import { messages, type MessageRow } from "../../../schema/data-plane/index.ts";
import type { InboundStatus } from "../../../schema/inbound/event.ts";
import type { AccountTx } from "../account.ts";
import { knownConversation } from "../conversations/known-conversation.ts";
import { keepEarlyStatus } from "../statuses/early-statuses.ts";
import { raiseEarlier } from "../statuses/raise-earlier.ts";
import { raiseStatus } from "../statuses/raise-status.ts";
import { type IngestRun, touchIn } from "./run.ts";
import { messageByExternalId } from "../conversations/message-by-external-id.ts";

/**
 * Applies a delivery status: to the message with that external id, else to the one the echo field names (which settles a send whose reply
 * was lost), else it waits for its message. Where it holds for earlier messages too, those are raised with it.
 */
export function applyStatus(run: IngestRun, event: InboundStatus): void {
  const { tx } = run;
  const { integrationId, externalId, status, error } = event;
  const row = byExternalId(tx, event) ?? byEchoId(tx, event);
  run.trail(integrationId).statuses += 1;
  if (row === undefined) {
    keepEarlyStatus(tx, integrationId, externalId, { status, error: error ?? null });
    return raiseEarlierOf(run, event);
  }
  if (row.direction !== "out" || !speaksOf(row, externalId)) return;
  raiseStatus(tx, row, { status, error: error ?? null, externalId }, touchIn(run));
  raiseEarlierOf(run, event, row);
}

/** Up to the message it names, or to its own time when that message is not here. */
function raiseEarlierOf(
  run: IngestRun,
  { integrationId, status, at, earlierWith }: InboundStatus,
  row?: MessageRow,
): void {
  if (earlierWith === undefined) return;
  const conversationId = row?.conversationId ?? knownConversation(run.tx.db, earlierWith, integrationId);
  if (conversationId === undefined) return;
  raiseEarlier(run.tx, { conversationId, integrationId, status, until: row?.createdAt ?? at }, touchIn(run));
}

function byExternalId(tx: AccountTx, { integrationId, externalId }: InboundStatus): MessageRow | undefined {
  return messageByExternalId(tx.db).get({ integrationId, externalId });
}

/** The echo field comes back from outside: it counts only for a message sent through that same number. */
function byEchoId(tx: AccountTx, { integrationId, echoId }: InboundStatus): MessageRow | undefined {
  if (echoId === undefined) return undefined;
  return tx.db
    .select()
    .from(messages)
    .where(and(eq(messages.id, echoId), eq(messages.integrationId, integrationId)))
    .limit(1)
    .get();
}

/** False for an attempt that a person has retried since, and for a second copy the provider made of an attempt thought lost. */
function speaksOf(row: MessageRow, externalId: string): boolean {
  return row.externalId === null ? !(row.pastExternalIds ?? []).includes(externalId) : row.externalId === externalId;
}
