import { SandboxBubble, type SandboxFile, type SandboxMessage } from "../../schema/contracts/sandbox.ts";
import { type CustomerKey, findCustomer } from "./customers.ts";
import { fileById, type FileRow } from "./files.ts";
import type { SandboxNumber } from "./number.ts";
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
  type: string;
  file_id: string | null;
  /** The provider's id of the message it answers. */
  reply_to: string | null;
  customer_emoji: string | null;
  business_emoji: string | null;
  /** JSON of what stands around a template's words. */
  template: string | null;
  /** The payload of the quick reply this is a press of. */
  button: string | null;
};
type GivenByCaller = "echo_id" | "type" | "file_id" | "reply_to" | "template" | "button";
type GivenLater = "seq" | "id" | "customer_emoji" | "business_emoji" | GivenByCaller;

const THREAD_MAX = 200;
/** Messages kept in all; a sandbox is for trying things, not for keeping them. */
const KEPT_MAX = 20_000;

/** What a customer's screen shows: the newest messages with the business, oldest first. */
export function readThread(sandbox: Sandbox, number: SandboxNumber, who: CustomerKey): SandboxMessage[] {
  const customer = findCustomer(sandbox, who);
  if (customer === undefined) return [];
  return sandbox.storage.sql
    .exec<MessageRow>("SELECT * FROM messages WHERE customer_id = ? ORDER BY seq DESC LIMIT ?", customer.id, THREAD_MAX)
    .toArray()
    .reverse()
    .map((row) => sandboxMessage(sandbox, number, row));
}

/** Keeps a message and gives it the id the provider would. */
export function addMessage(
  { storage, wire }: Sandbox,
  message: Omit<MessageRow, GivenLater> & Partial<Pick<MessageRow, GivenByCaller>>,
): MessageRow {
  const { customer_id, sender, text, status, at } = message;
  const { echo_id = null, type = "text", file_id = null, reply_to = null, template = null, button = null } = message;
  const { seq } = storage.sql
    .exec<{ seq: number }>(
      "INSERT INTO messages (customer_id, sender, text, status, at, echo_id, type, file_id, reply_to, template, button) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING seq",
      customer_id,
      sender,
      text,
      status,
      at,
      echo_id,
      type,
      file_id,
      reply_to,
      template,
      button,
    )
    .one();
  const id = wire().messageId(`${sender === "customer" ? "in" : "out"}:${seq}:${at}`);
  storage.sql.exec("UPDATE messages SET id = ? WHERE seq = ?", id, seq);
  if (seq % 500 === 0) storage.sql.exec("DELETE FROM messages WHERE seq <= ?", seq - KEPT_MAX);
  const reactions = { customer_emoji: null, business_emoji: null };
  const given = { echo_id, type, file_id, reply_to, template, button };
  return { seq, id, customer_id, sender, text, status, at, ...given, ...reactions };
}

export function messageBySeq({ storage }: Sandbox, seq: number): MessageRow | undefined {
  return storage.sql.exec<MessageRow>("SELECT * FROM messages WHERE seq = ?", seq).toArray()[0];
}

/** By the id the provider gave it. */
export function messageById({ storage }: Sandbox, id: string): MessageRow | undefined {
  return storage.sql.exec<MessageRow>("SELECT * FROM messages WHERE id = ?", id).toArray()[0];
}

/** A message as the customer's phone shows it. */
export function sandboxMessage(sandbox: Sandbox, number: SandboxNumber, row: MessageRow): SandboxMessage {
  const { id, sender, type, text, status, at, reply_to, customer_emoji, business_emoji } = row;
  const file = row.file_id === null ? undefined : fileById(sandbox, row.file_id);
  return {
    id,
    from: sender,
    type,
    text,
    ...(file === undefined ? {} : { file: sandboxFile(number, file) }),
    ...(row.template === null ? {} : { template: SandboxBubble.parse(JSON.parse(row.template)) }),
    ...(reply_to === null ? {} : { replyTo: reply_to }),
    reactions: [
      ...(customer_emoji === null ? [] : [{ emoji: customer_emoji, from: "customer" as const }]),
      ...(business_emoji === null ? [] : [{ emoji: business_emoji, from: "business" as const }]),
    ],
    status,
    at: new Date(at).toISOString(),
  };
}

/** A file as the customer's phone shows it. */
export function sandboxFile({ integrationId }: SandboxNumber, row: FileRow): SandboxFile {
  const url = `/api/sandbox/phones/${integrationId}/files/${row.id}`;
  return { id: row.id, name: row.name, mimeType: row.mime_type, size: row.size, voice: row.voice === 1, url };
}
