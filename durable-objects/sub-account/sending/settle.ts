import { and, eq, ne } from "drizzle-orm";
import type { SendOutcome } from "../../../modules/module.ts";
import { messages, type MessageRow, outbox, type OutboxRow } from "../../../schema/data-plane/index.ts";
import { type Account, type AccountTx, transaction } from "../account.ts";
import { raiseStatus } from "../statuses/raise-status.ts";
import { outboxActor } from "./deps.ts";
import { settleReaction } from "../reactions/settle-reaction.ts";
import { mayTryAgain } from "./may-try-again.ts";

/**
 * Writes down how one try ended. `sent`, `failed` and `unknown` end the message's way through the outbox; `retry` puts it back with a later
 * time until tries or time run out. Statuses only rise, so a webhook that was faster than the provider's answer stands.
 */
export function settle(account: Account, claimed: OutboxRow, outcome: SendOutcome): void {
  transaction(account, outboxActor(account), (tx) => {
    const message = tx.db.select().from(messages).where(eq(messages.id, claimed.messageId)).limit(1).get();
    const row = tx.db
      .select()
      .from(outbox)
      .where(and(eq(outbox.seq, claimed.seq), eq(outbox.state, "sending")))
      .limit(1)
      .get();
    if (message === undefined) {
      tx.db.delete(outbox).where(eq(outbox.seq, claimed.seq)).run();
      return;
    }
    if (claimed.action === "react") return settleReaction(tx, row, message, outcome);
    // A webhook told this try's fate already. Should a person have sent the message anew since, that is another try's business.
    if (row === undefined) return learnId(tx, message, outcome);
    if (outcome.kind === "retry" && mayTryAgain(tx, row, outcome.afterMs)) {
      const dueAt = tx.now + outcome.afterMs;
      tx.db.update(outbox).set({ state: "queued", dueAt }).where(eq(outbox.seq, row.seq)).run();
      tx.wakeAt(dueAt);
      return;
    }
    tx.db.delete(outbox).where(eq(outbox.seq, row.seq)).run();
    // The next of this conversation may have waited for this one.
    tx.wakeAt(tx.now);
    if (outcome.kind === "sent")
      raiseStatus(tx, message, { status: "sent", externalId: freeId(tx, message, outcome.externalId) });
    else raiseStatus(tx, message, { status: outcome.kind === "unknown" ? "unknown" : "failed", error: outcome.error });
  });
}

function learnId(tx: AccountTx, message: MessageRow, outcome: SendOutcome): void {
  const isWaitingAnew =
    tx.db
      .select({ seq: outbox.seq })
      .from(outbox)
      .where(and(eq(outbox.messageId, message.id), eq(outbox.action, "send")))
      .limit(1)
      .get() !== undefined;
  if (outcome.kind !== "sent" || isWaitingAnew || message.externalId !== null) return;
  raiseStatus(tx, message, { status: "sent", externalId: freeId(tx, message, outcome.externalId) });
}

/** A provider that answers with the id of another message is not believed, and must not break the transaction. */
function freeId(tx: AccountTx, message: MessageRow, externalId: string): string | undefined {
  const holder = tx.db
    .select({ id: messages.id })
    .from(messages)
    .where(
      and(
        eq(messages.integrationId, message.integrationId),
        eq(messages.externalId, externalId),
        ne(messages.id, message.id),
      ),
    )
    .limit(1)
    .get();
  return holder === undefined ? externalId : undefined;
}
