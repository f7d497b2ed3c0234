import type { SandboxMessage, SandboxWrite } from "../../schema/contracts/sandbox.ts";
import { type CustomerKey, findCustomer, rememberCustomer } from "./customers.ts";
import { queueWebhook } from "./delivery.ts";
import type { SandboxNumber } from "./number.ts";
import type { Sandbox } from "./sandbox.ts";
import { planStatus } from "./status-plan.ts";
import { addMessage, messageBySeq, sandboxMessage } from "./thread.ts";

/**
 * Customers write, all in one webhook: kept and queued in one transaction, then the caller delivers `deliverySeq`. `written` answers the
 * messages as they stand when it is called.
 */
export function writeAsCustomers(
  sandbox: Sandbox,
  number: SandboxNumber,
  messages: readonly SandboxWrite[],
): { written: () => SandboxMessage[]; deliverySeq: number } {
  return sandbox.storage.transactionSync(() => {
    const at = sandbox.now();
    const written = messages.map(({ customer: given, text }) => {
      const customer = rememberCustomer(sandbox, given, { at, wrote: true });
      return {
        customer,
        message: addMessage(sandbox, { customer_id: customer.id, sender: "customer", text, status: "sent", at }),
      };
    });
    const seqs = written.map(({ message }) => message.seq);
    const deliverySeq = queueWebhook(sandbox, sandbox.wire().messagesBody(number, written), {
      first: Math.min(...seqs),
      last: Math.max(...seqs),
    });
    return {
      written: () => written.map(({ message }) => sandboxMessage(messageBySeq(sandbox, message.seq) ?? message)),
      deliverySeq,
    };
  });
}

/** Reports `read` for everything the business wrote to this customer and that is not read yet. */
export function markRead(sandbox: Sandbox, who: CustomerKey): void {
  const customer = findCustomer(sandbox, who);
  if (customer === undefined) return;
  const unread = sandbox.storage.sql
    .exec<{ seq: number }>(
      "SELECT seq FROM messages WHERE customer_id = ? AND sender = 'business' AND status IN ('sent', 'delivered') ORDER BY seq",
      customer.id,
    )
    .toArray();
  for (const { seq } of unread) planStatus(sandbox, seq, { status: "read", afterMs: 0 });
}
