import type { Page } from "../../schema/contracts/common.ts";
import type { Conversation, OpenConversation, UpdateConversation } from "../../schema/contracts/conversations.ts";
import { request } from "./client.ts";

/** What a list of conversations may be narrowed by. Every given field must hold. */
export interface ConversationFilter {
  status?: Conversation["status"];
  /** A user id; null for conversations nobody has taken. */
  assignee?: string | null;
  label?: string;
  /** Part of the person's name or phone, or of any message, in any case. */
  search?: string;
  unread?: boolean;
}

/** Newest activity first. `notAfter` (a timestamp) goes on from there, including conversations of that very moment. */
export function listConversations(
  tenant: string,
  filter: ConversationFilter,
  page: { limit: number; notAfter?: string; counted: boolean },
  signal?: AbortSignal,
): Promise<Page<Conversation>> {
  return request("/conversations", {
    tenant,
    signal,
    query: {
      ...whereOf(filter),
      "where[lastMessageAt][less_than_equal]": page.notAfter,
      sort: "-lastMessageAt",
      limit: page.limit,
      pagination: page.counted ? undefined : false,
    },
  });
}

/** How many conversations match, without reading any. */
export async function countConversations(tenant: string, filter: ConversationFilter): Promise<number> {
  const page = await request<Page<Conversation>>("/conversations", { tenant, query: { ...whereOf(filter), limit: 1 } });
  return page.totalDocs;
}

export function getConversation(tenant: string, id: string, signal?: AbortSignal): Promise<Conversation> {
  return request(`/conversations/${encodeURIComponent(id)}`, { tenant, signal });
}

/** Finds or makes the one with a contact, or with whoever has a number. */
export async function openConversation(tenant: string, body: OpenConversation): Promise<Conversation> {
  return (await request<{ doc: Conversation }>("/conversations", { method: "POST", body, tenant })).doc;
}

export async function updateConversation(tenant: string, id: string, body: UpdateConversation): Promise<Conversation> {
  return (await request<{ doc: Conversation }>(`/conversations/${id}`, { method: "PATCH", body, tenant })).doc;
}

export async function markConversationRead(tenant: string, id: string): Promise<Conversation> {
  return (await request<{ doc: Conversation }>(`/conversations/${id}/read`, { method: "POST", body: {}, tenant })).doc;
}

/** Every label in use in the account. */
export async function listLabels(tenant: string): Promise<string[]> {
  return (await request<{ docs: string[] }>("/labels", { tenant })).docs;
}

function whereOf(filter: ConversationFilter): Record<string, string | boolean | number | undefined> {
  const { search } = filter;
  return {
    "where[status][equals]": filter.status,
    "where[assignee][equals]": filter.assignee ?? undefined,
    "where[assignee][exists]": filter.assignee === null ? false : undefined,
    "where[labels][equals]": filter.label,
    "where[unread][greater_than]": filter.unread ? 0 : undefined,
    "where[or][0][contact.name][like]": search,
    "where[or][1][contact.phone][contains]": search,
    "where[or][2][messages.text][like]": search !== undefined && looksAtMessages(search) ? search : undefined,
  };
}

/** Messages are searched by three characters in a row and more (docs/collections.md). */
export function looksAtMessages(search: string): boolean {
  return /[\p{L}\p{N}]{3}/u.test(search);
}
