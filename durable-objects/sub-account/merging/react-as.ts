import { and, eq, ne, sql } from "drizzle-orm";
import { messages, reactions } from "../../../schema/data-plane/index.ts";
import type { AccountTx } from "../account.ts";

/** What the customer of a conversation reacted with is, from now on, this contact's. */
export function reactAs(tx: AccountTx, conversationId: string, contactId: string): void {
  const inThread = tx.db.select({ id: messages.id }).from(messages).where(eq(messages.conversationId, conversationId));
  tx.db
    .update(reactions)
    .set({ by: contactId })
    .where(and(eq(reactions.who, "contact"), ne(reactions.by, contactId), sql`${reactions.messageId} IN ${inThread}`))
    .run();
}
