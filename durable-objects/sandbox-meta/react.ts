import type { SandboxMessage, SandboxReaction } from "../../schema/contracts/sandbox.ts";
import { TrellisError } from "../../schema/errors.ts";
import { findCustomer } from "./customers.ts";
import { queueWebhook } from "./delivery.ts";
import type { SandboxNumber } from "./number.ts";
import type { Sandbox } from "./sandbox.ts";
import { messageById, sandboxMessage } from "./thread.ts";

/** A customer reacts to a message of their chat, or takes that back. Kept and queued in one transaction; the caller delivers `deliverySeq`. */
export function reactAsCustomer(
  sandbox: Sandbox,
  number: SandboxNumber,
  { customer: who, messageId, emoji }: SandboxReaction,
): { written: () => SandboxMessage; deliverySeq: number } {
  return sandbox.storage.transactionSync(() => {
    const customer = findCustomer(sandbox, who);
    const message = messageById(sandbox, messageId);
    if (customer === undefined || message?.customer_id !== customer.id) throw new TrellisError("not_found");
    sandbox.storage.sql.exec("UPDATE messages SET customer_emoji = ? WHERE seq = ?", emoji, message.seq);
    const at = sandbox.now();
    const body = sandbox.wire().reactionBody(number, { customer, message, emoji, at });
    return {
      written: () => sandboxMessage(sandbox, number, messageById(sandbox, messageId) ?? message),
      deliverySeq: queueWebhook(sandbox, body),
    };
  });
}

/** The business reacts, or takes that back. False when there is no such message in the customer's chat. */
export function takeReaction(
  { storage }: Sandbox,
  { customerId, messageId, emoji }: { customerId: number; messageId: string; emoji: string | null },
): boolean {
  const { rowsWritten } = storage.sql.exec(
    "UPDATE messages SET business_emoji = ? WHERE id = ? AND customer_id = ?",
    emoji,
    messageId,
    customerId,
  );
  return rowsWritten > 0;
}
