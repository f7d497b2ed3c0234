import type { CustomerRow } from "./customers.ts";
import { queueWebhook } from "./delivery.ts";
import type { SandboxNumber } from "./number.ts";
import type { Sandbox } from "./sandbox.ts";
import { messageBySeq, type MessageRow } from "./thread.ts";

type Status = MessageRow["status"];

/** How long after a send each status follows, in ms: about as long as a phone at hand takes. */
export const STATUS_AFTER_MS = { sent: 300, delivered: 900, read: 2_000, failed: 300 } as const satisfies Record<
  Status,
  number
>;
const RANK = { sent: 1, delivered: 2, read: 3, failed: 4 } as const satisfies Record<Status, number>;
const RUN_MAX = 100;

/** Plans a status of a message `afterMs` from now. `code` is Meta's, for one that failed. */
export function planStatus(
  { storage, now, wakeAt }: Sandbox,
  messageSeq: number,
  plan: { status: Status; afterMs: number; code?: number },
): void {
  const dueAt = now() + plan.afterMs;
  storage.sql.exec(
    "INSERT INTO status_plan (message_seq, status, code, due_at) VALUES (?, ?, ?, ?)",
    messageSeq,
    plan.status,
    plan.code ?? null,
    dueAt,
  );
  wakeAt(dueAt);
}

/** Reports every status whose time has come. Answers when the next one is, ms since the epoch. */
export function runStatusPlan(sandbox: Sandbox, number: SandboxNumber): number | undefined {
  const { storage } = sandbox;
  storage.transactionSync(() => {
    const due = storage.sql
      .exec<PlanRow>("SELECT * FROM status_plan WHERE due_at <= ? ORDER BY due_at, seq LIMIT ?", sandbox.now(), RUN_MAX)
      .toArray();
    for (const plan of due) report(sandbox, number, plan);
  });
  return storage.sql.exec<{ at: number | null }>("SELECT min(due_at) AS at FROM status_plan").one().at ?? undefined;
}

type PlanRow = {
  seq: number;
  message_seq: number;
  status: Status;
  code: number | null;
};

function report(
  sandbox: Sandbox,
  number: SandboxNumber,
  { seq, message_seq: messageSeq, status, code }: PlanRow,
): void {
  const { sql } = sandbox.storage;
  sql.exec("DELETE FROM status_plan WHERE seq = ?", seq);
  const message = messageBySeq(sandbox, messageSeq);
  if (message === undefined) return;
  const [customer] = sql.exec<CustomerRow>("SELECT * FROM customers WHERE id = ?", message.customer_id).toArray();
  // A customer who opened the chat at once is ahead of the plan.
  if (customer === undefined || RANK[status] < RANK[message.status]) return;
  sql.exec("UPDATE messages SET status = ? WHERE seq = ?", status, messageSeq);
  const body = sandbox.wire().statusBody(number, { customer, message, status, at: sandbox.now(), code });
  if (body !== undefined) queueWebhook(sandbox, body);
}
