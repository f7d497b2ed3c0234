import { eq } from "drizzle-orm";
import { conversations, type ConversationRow } from "../../../schema/data-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";
import type { AccountTx } from "../account.ts";

/** The row of a conversation. Throws `not_found`. */
export function readConversation(tx: AccountTx, id: string): ConversationRow {
  const row = tx.db.select().from(conversations).where(eq(conversations.id, id)).limit(1).get();
  if (row === undefined) throw new TrellisError("not_found");
  return row;
}
