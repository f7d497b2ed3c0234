import type { Conversation } from "../../../schema/contracts/conversations.ts";
import { type ConversationFilter, looksAtMessages } from "../../rest/conversations.ts";

export const VIEW_NAMES = ["mine", "unassigned", "all", "resolved"] as const;
export type ViewName = (typeof VIEW_NAMES)[number];

/** What the list shows: one of the four views, narrowed by a label and by part of a person's name or phone, or of what was written. */
export interface InboxView {
  name: ViewName;
  label: string | null;
  search: string;
}

/** The server's side of a view. */
export function filterOf(view: InboxView, userId: string): ConversationFilter {
  const filter: ConversationFilter = { status: view.name === "resolved" ? "resolved" : "open" };
  if (view.name === "mine") filter.assignee = userId;
  if (view.name === "unassigned") filter.assignee = null;
  if (view.label !== null) filter.label = view.label;
  const search = view.search.trim();
  if (search !== "") filter.search = search;
  return filter;
}

/** The browser's side: whether a live conversation belongs to what the server would answer. */
export function belongs(conversation: Conversation, filter: ConversationFilter): boolean {
  if (filter.status !== undefined && conversation.status !== filter.status) return false;
  if (filter.assignee !== undefined && conversation.assignee !== filter.assignee) return false;
  if (filter.label !== undefined && !conversation.labels.includes(filter.label)) return false;
  return filter.search === undefined || matches(conversation, filter.search);
}

/** Every word in the name or in what was written last, in any case, or the whole in the phone. Earlier messages only the server knows. */
function matches({ contact, lastMessage }: Conversation, search: string): boolean {
  const words = search.toLowerCase().split(/\s+/);
  const isIn = (text: string) => words.every((word) => text.toLowerCase().includes(word));
  if (isIn(contact.name) || (contact.phone?.includes(search) ?? false)) return true;
  return looksAtMessages(search) && isIn(lastMessage?.text ?? "");
}

export function viewKey(view: InboxView): string {
  return JSON.stringify([view.name, view.label, view.search.trim()]);
}
