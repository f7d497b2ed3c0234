import type { MessageRow } from "../../../schema/data-plane/index.ts";
import type { InboundDelete, InboundEdit, InboundReaction } from "../../../schema/inbound/event.ts";
import type { AccountTx } from "../account.ts";
import { conversationById } from "../documents/conversation.ts";
import { publishMessage } from "../documents/message.ts";
import { editMessage } from "./edit-message.ts";
import { eraseMessage } from "./erase-message.ts";
import { react } from "./react.ts";

/** What may happen to a message that was already told. */
export type MessageChange = InboundReaction | InboundEdit | InboundDelete;

/** Is told the conversation whose newest message looks different now. */
export type Touch = (conversationId: string) => void;

/**
 * Applies one change to its message, tells the sockets, and answers the row as it stands. The newest by the provider's time wins, a deletion
 * over everything, so that any order of arrival ends alike. A customer cannot change or take back what the business wrote, nor the other
 * way round.
 */
export function applyChange(tx: AccountTx, row: MessageRow, event: MessageChange, touch: Touch): MessageRow {
  const conversation = conversationById(tx.db).get({ id: row.conversationId });
  if (conversation === undefined) throw new Error(`message ${row.id} has no conversation`);
  const next = changed(tx, row, event, conversation.contactId);
  if (next === undefined) return row;
  publishMessage(tx, next);
  if (event.kind !== "reaction" && conversation.lastMessageId === row.id) touch(conversation.id);
  return next;
}

/** The row after the change; undefined when the change says nothing new. */
function changed(tx: AccountTx, row: MessageRow, event: MessageChange, contactId: string): MessageRow | undefined {
  switch (event.kind) {
    case "reaction":
      return react(tx, row, event, contactId);
    case "edit":
      return event.direction === row.direction ? editMessage(tx, row, event, contactId) : undefined;
    case "delete":
      return event.direction === row.direction ? eraseMessage(tx, row, event, contactId) : undefined;
    default:
      return event satisfies never;
  }
}
