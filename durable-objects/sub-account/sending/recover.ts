import { asc, eq } from "drizzle-orm";
import type { MessageError } from "../../../schema/contracts/messages.ts";
import { messages, outbox } from "../../../schema/data-plane/index.ts";
import { type Account, transaction } from "../account.ts";
import { raiseStatus } from "../statuses/raise-status.ts";
import { outboxActor } from "./deps.ts";

/**
 * Call it once when the object starts. A row still `sending` was left by a process that died with the provider's answer outstanding: nobody
 * knows whether the message left, so it becomes `unknown` and is never sent again by itself. A status webhook that names it settles it.
 * A reaction sets what stands and may be sent again: it waits anew. Answers how many there were.
 */
export function recover(account: Account): number {
  const isSending = eq(outbox.state, "sending");
  if (account.db.select({ seq: outbox.seq }).from(outbox).where(isSending).limit(1).get() === undefined) return 0;
  return transaction(account, outboxActor(account), (tx) => {
    const left = tx.db
      .select({ seq: outbox.seq, action: outbox.action, message: messages })
      .from(outbox)
      .leftJoin(messages, eq(messages.id, outbox.messageId))
      .where(isSending)
      .orderBy(asc(outbox.seq))
      .all();
    for (const { seq, action, message } of left) {
      if (action === "react") {
        tx.db.update(outbox).set({ state: "queued", dueAt: tx.now }).where(eq(outbox.seq, seq)).run();
        continue;
      }
      tx.db.delete(outbox).where(eq(outbox.seq, seq)).run();
      if (message !== null) raiseStatus(tx, message, { status: "unknown", error: INTERRUPTED });
    }
    if (left.length > 0) tx.wakeAt(tx.now);
    return left.length;
  });
}

const INTERRUPTED = {
  code: "interrupted",
  message: "Trellis was interrupted while sending this. It may or may not have been delivered.",
  retryable: true,
} as const satisfies MessageError;
