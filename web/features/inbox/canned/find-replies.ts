import type { CannedReply } from "../../../../schema/contracts/canned-replies.ts";

const SHOWN_MAX = 50;

/** Those whose shortcut or title holds what was typed: shortcuts that begin with it first, then the most used. */
export function findReplies(all: readonly CannedReply[], query: string): CannedReply[] {
  return all
    .map((reply) => ({ reply, rank: rankOf(reply, query) }))
    .filter(({ rank }) => rank < 3)
    .toSorted((a, b) => a.rank - b.rank || b.reply.uses - a.reply.uses)
    .slice(0, SHOWN_MAX)
    .map(({ reply }) => reply);
}

function rankOf({ shortcut, title }: CannedReply, query: string): number {
  if (shortcut.startsWith(query)) return 0;
  if (shortcut.includes(query)) return 1;
  return title.toLowerCase().includes(query) ? 2 : 3;
}
