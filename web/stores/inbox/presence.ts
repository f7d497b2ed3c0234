import { createMemo, createSignal } from "solid-js";
import type { PresenceMember } from "../../realtime/live.ts";

/** A teammate in the account now. */
export interface Teammate {
  userId: string;
  name: string;
  viewing: string | null;
  typing: boolean;
}

/** Who else is connected. A person with several windows counts once, where they type or else look. */
export function createPresence(userId: string) {
  const [members, setMembers] = createSignal<PresenceMember[]>([]);
  const others = createMemo(() => mergeMembers(members(), userId));
  return {
    set: setMembers,
    /** The others in a conversation, by name. */
    inside: (conversationId: string): Teammate[] => others().filter((mate) => mate.viewing === conversationId),
  };
}

/** One entry per person but `userId`: the window they type in, else one with a conversation open, else any. */
export function mergeMembers(members: readonly PresenceMember[], userId: string): Teammate[] {
  const byUser = new Map<string, Teammate>();
  const weight = (member: Teammate): number => (member.typing ? 2 : member.viewing === null ? 0 : 1);
  for (const member of members) {
    if (member.userId === userId) continue;
    const held = byUser.get(member.userId);
    if (!held || weight(member) > weight(held)) byUser.set(member.userId, { ...member });
  }
  return [...byUser.values()].toSorted((a, b) => a.name.localeCompare(b.name));
}
