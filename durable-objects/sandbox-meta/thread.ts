import type { SandboxMessage } from "../../schema/contracts/sandbox.ts";
import { type CustomerKey, findCustomer } from "./customers.ts";
import type { Sandbox } from "./sandbox.ts";

export type MessageRow = {
  seq: number;
  id: string;
  customer_id: number;
  sender: SandboxMessage["from"];
  text: string;
  status: SandboxMessage["status"];
  at: number;
  echo_id: string | null;
};

const THREAD_MAX = 200;
/** Messages kept in all; a sandbox is for trying things, not for keeping them. */
const KEPT_MAX = 20_000;

/** What a customer's screen shows: the newest messages with the business, oldest first. */
export function readThread(sandbox: Sandbox, who: CustomerKey): SandboxMessage[] {
  const customer = findCustomer(sandbox, who);
  if (customer === undefined) return [];
  return sandbox.storage.sql
    .exec<MessageRow>("SELECT * FROM messages WHERE customer_id = ? ORDER BY seq DESC LIMIT ?", customer.id, THREAD_MAX)
    .toArray()
    .reverse()
    .map(sandboxMessage);
}

/** Keeps a message and gives it the id the provider would. */
export function addMessage(
  { storage, wire }: Sandbox,
  message: Omit<MessageRow, "seq" | "id" | "echo_id"> & { echo_id?: string | null },
): MessageRow {
  const { customer_id, sender, text, status, at, echo_id = null } = message;
  const { seq } = storage.sql
    .exec<{ seq: number }>(
      "INSERT INTO messages (customer_id, sender, text, status, at, echo_id) VALUES (?, ?, ?, ?, ?, ?) RETURNING seq",
      customer_id,
      sender,
      text,
      status,
      at,
      echo_id,
    )
    .one();
  const id = wire().messageId(`${sender === "customer" ? "in" : "out"}:${seq}:${at}`);
  storage.sql.exec("UPDATE messages SET id = ? WHERE seq = ?", id, seq);
  if (seq % 500 === 0) storage.sql.exec("DELETE FROM messages WHERE seq <= ?", seq - KEPT_MAX);
  return { seq, id, customer_id, sender, text, status, at, echo_id };
}

export function messageBySeq({ storage }: Sandbox, seq: number): MessageRow | undefined {
  return storage.sql.exec<MessageRow>("SELECT * FROM messages WHERE seq = ?", seq).toArray()[0];
}

export function sandboxMessage({ id, sender, text, status, at }: MessageRow): SandboxMessage {
  return { id, from: sender, text, status, at: new Date(at).toISOString() };
}
