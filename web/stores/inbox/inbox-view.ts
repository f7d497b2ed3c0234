import type { Conversation } from "../../../schema/contracts/conversations.ts";
import type { ConversationFilter } from "../../rest/conversations.ts";

export const VIEW_NAMES = ["mine", "unassigned", "all", "resolved"] as const;
export type ViewName = (typeof VIEW_NAMES)[number];

/** What the list shows: one of the four views, narrowed by a label and by part of a person's name or phone. */
export interface InboxView {
  name: ViewName;
  label: string | null;
  person: string;
}

/** The server's side of a view. */
export function filterOf(view: InboxView, userId: string): ConversationFilter {
  const filter: ConversationFilter = { status: view.name === "resolved" ? "resolved" : "open" };
  if (view.name === "mine") filter.assignee = userId;
  if (view.name === "unassigned") filter.assignee = null;
  if (view.label !== null) filter.label = view.label;
  const person = view.person.trim();
  if (person !== "") filter.person = person;
  return filter;
}

/** The browser's side: whether a live conversation belongs to what the server would answer. */
export function belongs(conversation: Conversation, filter: ConversationFilter): boolean {
  if (filter.status !== undefined && conversation.status !== filter.status) return false;
  if (filter.assignee !== undefined && conversation.assignee !== filter.assignee) return false;
  if (filter.label !== undefined && !conversation.labels.includes(filter.label)) return false;
  return filter.person === undefined || matchesPerson(conversation, filter.person);
}

/** Every word in the name in any case, or the whole in the phone. */
function matchesPerson({ contact }: Conversation, person: string): boolean {
  const name = contact.name.toLowerCase();
  const words = person.toLowerCase().split(/\s+/);
  return words.every((word) => name.includes(word)) || (contact.phone?.includes(person) ?? false);
}

export function viewKey(view: InboxView): string {
  return JSON.stringify([view.name, view.label, view.person.trim()]);
}
