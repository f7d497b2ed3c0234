import type { ConversationRow } from "../../../schema/data-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";
import type { AccountTx } from "../account.ts";
import { conversationById } from "../documents/conversation.ts";

/** The row of a conversation. Throws `not_found`. */
export function readConversation(tx: AccountTx, id: string): ConversationRow {
  const row = conversationById(tx.db).get({ id });
  if (row === undefined) throw new TrellisError("not_found");
  return row;
}
