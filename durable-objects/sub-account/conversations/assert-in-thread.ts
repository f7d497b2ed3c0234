import { and, eq } from "drizzle-orm";
import { type ConversationRow, messages } from "../../../schema/data-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";
import type { AccountTx } from "../account.ts";

/** One answers a message of the same conversation. Throws `invalid` naming `replyTo`. */
export function assertInThread(tx: AccountTx, { id }: ConversationRow, replyTo: string): void {
  const answered = tx.db
    .select({ id: messages.id })
    .from(messages)
    .where(and(eq(messages.id, replyTo), eq(messages.conversationId, id)))
    .limit(1)
    .get();
  if (answered === undefined)
    throw new TrellisError("invalid", { field: "replyTo", message: "is no message of this conversation" });
}
