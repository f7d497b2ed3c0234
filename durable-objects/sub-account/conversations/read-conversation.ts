import type { ConversationRow } from "../../../schema/data-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";
import type { AccountTx } from "../account.ts";
import { sightOf } from "../sight/sight-of.ts";
import { conversationById } from "../documents/conversation.ts";

/** The row of a conversation that whoever acts sees. Throws `not_found`. */
export function readConversation(tx: AccountTx, id: string): ConversationRow {
  const row = conversationById(tx.db).get({ id });
  if (row === undefined || !isMine(tx, row)) throw new TrellisError("not_found");
  return row;
}

function isMine({ actor }: AccountTx, { assignee }: ConversationRow): boolean {
  const person = sightOf(actor);
  return person === undefined || person === assignee;
}
