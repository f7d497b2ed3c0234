import type { SandboxMessage, SandboxWrite } from "../../schema/contracts/sandbox.ts";
import { type CustomerKey, findCustomer, rememberCustomer } from "./customers.ts";
import { queueWebhook } from "./delivery.ts";
import type { FileRow } from "./files.ts";
import type { SandboxNumber } from "./number.ts";
import type { Sandbox } from "./sandbox.ts";
import { planStatus } from "./status-plan.ts";
import { addMessage, messageBySeq, sandboxMessage } from "./thread.ts";

/** What a customer writes, its file found. */
export type Writing = Pick<SandboxWrite, "customer" | "text" | "replyTo"> & {
  /** The payload of the quick reply that was pressed instead of writing. */
  button?: string;
  file?: { row: FileRow; address: string } | undefined;
};

/**
 * Customers write, all in one webhook: kept and queued in one transaction, then the caller delivers `deliverySeq`. `written` answers the
 * messages as they stand when it is called.
 */
export function writeAsCustomers(
  sandbox: Sandbox,
  number: SandboxNumber,
  messages: readonly Writing[],
): { written: () => SandboxMessage[]; deliverySeq: number } {
  return sandbox.storage.transactionSync(() => {
    const at = sandbox.now();
    const written = messages.map(({ button, customer: given, file, replyTo, text }) => {
      const customer = rememberCustomer(sandbox, given, { at, wrote: true });
      const message = addMessage(sandbox, {
        customer_id: customer.id,
        sender: "customer",
        type: button !== undefined ? "button" : file === undefined ? "text" : sandbox.wire().typeOf(file.row),
        text,
        file_id: file?.row.id ?? null,
        reply_to: replyTo ?? null,
        button: button ?? null,
        status: "sent",
        at,
      });
      return { customer, message, file };
    });
    const seqs = written.map(({ message }) => message.seq);
    const deliverySeq = queueWebhook(sandbox, sandbox.wire().messagesBody(number, written), {
      first: Math.min(...seqs),
      last: Math.max(...seqs),
    });
    return {
      written: () =>
        written.map(({ message }) => sandboxMessage(sandbox, number, messageBySeq(sandbox, message.seq) ?? message)),
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
