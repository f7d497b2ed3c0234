import { and, eq, sql } from "drizzle-orm";
import type { Author } from "../../../schema/contracts/messages.ts";
import { attachments, type ContactRow, messages, outbox } from "../../../schema/data-plane/index.ts";
import type { AccountTx } from "../account.ts";
import { isOneOf } from "./publish-messages.ts";
import { fromCustomer, type Since } from "./thread-shares.ts";

/** Moves messages to another conversation, with their files and what of them has yet to leave. */
export function takeMessages(tx: AccountTx, conversationId: string, seqs: readonly number[]): void {
  const ids = tx.db.select({ id: messages.id }).from(messages).where(isOneOf(seqs));
  const there = { conversationId };
  tx.db
    .update(attachments)
    .set(there)
    .where(sql`${attachments.messageId} IN ${ids}`)
    .run();
  tx.db
    .update(outbox)
    .set(there)
    .where(sql`${outbox.messageId} IN ${ids}`)
    .run();
  tx.db.update(messages).set(there).where(isOneOf(seqs)).run();
}

/** What a customer wrote since the merge was theirs. */
export function renameAuthors(tx: AccountTx, { id, name }: ContactRow, since: readonly Since[]): void {
  const seqs = since.filter(fromCustomer).map(({ seq }) => seq);
  if (seqs.length === 0) return;
  const author: Author = { type: "contact", id, name };
  tx.db
    .update(messages)
    .set({ author })
    .where(and(isOneOf(seqs), eq(messages.direction, "in")))
    .run();
}
