import { desc, eq } from "drizzle-orm";
import { conversations, type ConversationRow, messages } from "../../../schema/data-plane/index.ts";
import type { AccountTx } from "../account.ts";

/** Stores a parted conversation. `changed` are the messages that came or went since the row was told its newest: none leaves that as it says. */
export function saveThread(tx: AccountTx, row: ConversationRow, changed: readonly unknown[]): void {
  const newest = changed.length === 0 ? undefined : newestOf(tx, row.id);
  const next: ConversationRow =
    newest === undefined
      ? { ...row, lastMessageAt: row.lastMessageAt === 0 ? row.createdAt : row.lastMessageAt }
      : { ...row, lastMessageId: newest.id, lastMessageAt: Math.max(row.lastMessageAt, newest.createdAt) };
  tx.db.update(conversations).set(next).where(eq(conversations.id, row.id)).run();
}

function newestOf(tx: AccountTx, conversationId: string): { id: string; createdAt: number } | undefined {
  return tx.db
    .select({ id: messages.id, createdAt: messages.createdAt })
    .from(messages)
    .where(eq(messages.conversationId, conversationId))
    .orderBy(desc(messages.createdAt), desc(messages.seq))
    .limit(1)
    .get();
}
