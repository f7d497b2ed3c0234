import type { SandboxCustomer, SandboxMessage } from "../../schema/contracts/sandbox.ts";
import { rememberCustomer } from "./customers.ts";
import type { Sandbox } from "./sandbox.ts";
import { addMessage } from "./thread.ts";

/** A chat that took place before the sandbox was there. `at` in ms since the epoch, oldest first. */
export interface PastThread {
  customer: SandboxCustomer;
  messages: readonly { from: SandboxMessage["from"]; text: string; status: SandboxMessage["status"]; at: number }[];
}

/** Puts past chats on the phone. Nothing of it is sent anywhere; a person the phone knows already is left as they are. */
export function rememberThreads(sandbox: Sandbox, threads: readonly PastThread[]): void {
  sandbox.storage.transactionSync(() => {
    for (const { customer, messages } of threads) {
      const wroteAt = messages.findLast(({ from }) => from === "customer")?.at;
      const known = rememberCustomer(sandbox, customer, {
        at: wroteAt ?? messages.at(-1)?.at ?? 0,
        wrote: wroteAt !== undefined,
      });
      if (hasMessages(sandbox, known.id)) continue;
      for (const { from, text, status, at } of messages)
        addMessage(sandbox, { customer_id: known.id, sender: from, text, status, at });
    }
  });
}

function hasMessages({ storage }: Sandbox, customerId: number): boolean {
  return storage.sql.exec("SELECT 1 FROM messages WHERE customer_id = ? LIMIT 1", customerId).toArray().length > 0;
}
