import { sql } from "drizzle-orm";
import { messages } from "../../../schema/data-plane/index.ts";
import type { AccountTx } from "../account.ts";
import { messageDocuments } from "../documents/message.ts";

/** Tells the sockets about messages that have another conversation now, by their order of arrival. */
export function publishMessages(tx: AccountTx, seqs: readonly number[]): void {
  if (seqs.length === 0) return;
  const rows = tx.db.select().from(messages).where(isOneOf(seqs)).orderBy(messages.createdAt, messages.seq).all();
  for (const document of messageDocuments(tx.db, rows)) tx.change("message", "updated", document.id, document);
}

/** Messages by their order of arrival: one bound value however many. */
export function isOneOf(seqs: readonly number[]) {
  return sql`${messages.seq} IN (SELECT value FROM json_each(${JSON.stringify(seqs)}))`;
}
