import type { Page } from "../../schema/contracts/common.ts";
import type { Message, SendMessage } from "../../schema/contracts/messages.ts";
import { request } from "./client.ts";

/** Newest first. `before` (a message id) goes on with what is older than that message. Not counted: a thread needs no total. */
export async function listMessages(
  tenant: string,
  conversationId: string,
  page: { limit: number; before?: string },
  signal?: AbortSignal,
): Promise<Message[]> {
  const { docs } = await request<Page<Message>>(`/conversations/${conversationId}/messages`, {
    tenant,
    signal,
    query: { limit: page.limit, before: page.before, pagination: false },
  });
  return docs;
}

/** What is sent: as the contract has it, with what it fills in by itself left open. */
export type OutgoingMessage = Pick<SendMessage, "clientId" | "attachments" | "replyTo" | "draft" | "template"> &
  Partial<Pick<SendMessage, "text" | "private">>;

/** Sends, or finds the message this client id already made. Goes on when the page is left. */
export async function sendMessage(tenant: string, conversationId: string, body: OutgoingMessage): Promise<Message> {
  const path = `/conversations/${conversationId}/messages`;
  return (await request<{ doc: Message }>(path, { method: "POST", body, tenant, keepalive: true })).doc;
}

/** Sends one again that failed, or whose fate is unknown; refused (`conflict`) for every other. */
export async function retryMessage(tenant: string, conversationId: string, messageId: string): Promise<Message> {
  const path = `/conversations/${conversationId}/messages/${messageId}/retry`;
  return (await request<{ doc: Message }>(path, { method: "POST", body: {}, tenant })).doc;
}

/** Puts the business's reaction to a message; null takes it back. */
export async function reactToMessage(
  tenant: string,
  { id, conversationId }: Pick<Message, "id" | "conversationId">,
  emoji: string | null,
): Promise<Message> {
  const path = `/conversations/${conversationId}/messages/${id}/reaction`;
  const act = emoji === null ? ({ method: "DELETE" } as const) : ({ method: "PUT", body: { emoji } } as const);
  return (await request<{ doc: Message }>(path, { ...act, tenant })).doc;
}
