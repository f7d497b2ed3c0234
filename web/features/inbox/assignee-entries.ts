import { capabilitiesOf } from "../../../schema/capabilities.ts";
import type { Conversation } from "../../../schema/contracts/conversations.ts";
import type { Inbox } from "../../stores/inbox/inbox.ts";
import { toastError } from "../../stores/toasts.ts";
import type { MenuEntry } from "../../ui/menu.tsx";

/** The choices of "assign": me, nobody, then the team by name. Who may not answer is left out. */
export function assigneeEntries(inbox: Inbox, conversation: Conversation): MenuEntry[] {
  const assign = (assignee: string | null): void => {
    if (assignee === conversation.assignee) return;
    inbox.conversations
      .update(conversation.id, { assignee })
      .catch((error: unknown) => toastError("The conversation was not assigned.", error));
  };
  const others = inbox
    .members()
    .filter((member) => member.id !== inbox.user.id && capabilitiesOf(member.role).includes("sendMessages"))
    .toSorted((a, b) => a.name.localeCompare(b.name));
  return [
    { heading: "Assign to" },
    { label: "Me", checked: conversation.assignee === inbox.user.id, onSelect: () => assign(inbox.user.id) },
    { label: "Nobody", checked: conversation.assignee === null, onSelect: () => assign(null) },
    ...(others.length > 0 ? (["separator"] as const) : []),
    ...others.map((member) => ({
      label: member.name,
      checked: conversation.assignee === member.id,
      onSelect: () => assign(member.id),
    })),
  ];
}

/** How to name who looks after a conversation. */
export function nameOf(inbox: Inbox, userId: string | null): string {
  if (userId === null) return "Nobody";
  if (userId === inbox.user.id) return "Me";
  return inbox.members().find((member) => member.id === userId)?.name ?? "Someone";
}
