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

/** Sends, or finds the message this client id already made. */
export async function sendMessage(tenant: string, conversationId: string, body: SendMessage): Promise<Message> {
  return (
    await request<{ doc: Message }>(`/conversations/${conversationId}/messages`, { method: "POST", body, tenant })
  ).doc;
}

export async function retryMessage(tenant: string, conversationId: string, messageId: string): Promise<Message> {
  const path = `/conversations/${conversationId}/messages/${messageId}/retry`;
  return (await request<{ doc: Message }>(path, { method: "POST", body: {}, tenant })).doc;
}
