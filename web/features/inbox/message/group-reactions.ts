import type { Reaction } from "../../../../schema/contracts/messages.ts";

/** The same emoji of several people as one, in the order they first came. */
export function groupReactions(reactions: readonly Reaction[]): { emoji: string; by: string[] }[] {
  const groups = new Map<string, string[]>();
  for (const { emoji, by } of reactions) groups.set(emoji, [...(groups.get(emoji) ?? []), by]);
  return [...groups].map(([emoji, by]) => ({ emoji, by }));
}
