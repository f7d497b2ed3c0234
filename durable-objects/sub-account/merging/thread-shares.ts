import { CHANNEL_RULES } from "../../../schema/channels.ts";
import type { ConversationRow, IdentityRow, MessageRow } from "../../../schema/data-plane/index.ts";
import { latest } from "./move-thread.ts";
import { withoutBrought } from "./part-fields.ts";

/** A message that came since the merge, and by which id, if a merge had brought that. */
export type Since = Pick<MessageRow, "seq" | "id" | "direction" | "author" | "clientId" | "createdAt"> & {
  identityId: string | null;
};

/**
 * What each of two parted conversations has: as before where nothing changed since. What someone changed since stays with the winner's. Unread
 * messages are shared out as they came, unless someone has read the joined conversation since: then only what came after counts.
 */
export function partRows(parting: {
  /** The joined conversation as it is; the winner's. */
  here: ConversationRow;
  /** The loser's as it was. */
  back: ConversationRow;
  /** The winner's as it was, and what the merge made of it. */
  before: ConversationRow;
  after: ConversationRow;
  goes: readonly Since[];
  others: readonly Since[];
  returned: readonly IdentityRow[];
}): { here: ConversationRow; back: ConversationRow } {
  const { here, back, before, after, goes, others, returned } = parting;
  const [theirs, ours] = [goes.filter(fromCustomer), others.filter(fromCustomer)];
  const nobodyRead = here.unread >= before.unread + back.unread;
  const unread = Math.min(here.unread, theirs.length + (nobodyRead ? back.unread : 0));
  const asBefore = here.windowExpiresAt === after.windowExpiresAt;
  const lastBy = here.identityId;
  const wroteOurs = ours.length > 0 && !returned.some(({ id }) => id === lastBy);
  return {
    here: {
      ...here,
      status: here.status === after.status && ours.length === 0 ? before.status : here.status,
      assignee: here.assignee === after.assignee ? before.assignee : here.assignee,
      labels: withoutBrought(here.labels, before.labels, after.labels),
      unread: here.unread - unread,
      lastMessageAt: before.lastMessageAt,
      lastMessageId: before.lastMessageId,
      windowExpiresAt: asBefore ? before.windowExpiresAt : latest(before.windowExpiresAt, windowOf(here, ours)),
      identityId: wroteOurs ? lastBy : before.identityId,
    },
    back: {
      ...back,
      status: theirs.length > 0 ? "open" : back.status,
      unread,
      windowExpiresAt: asBefore ? back.windowExpiresAt : latest(back.windowExpiresAt, windowOf(here, theirs)),
      identityId: theirs.at(-1)?.identityId ?? back.identityId,
    },
  };
}

/** What a conversation that goes back whole has, and the new one for what stays of it. */
export function splitRows(splitting: {
  here: ConversationRow;
  own: ConversationRow;
  before: ConversationRow;
  goes: readonly Since[];
  stays: readonly Since[];
}): { here: ConversationRow; own: ConversationRow } {
  const { here, own, before, goes, stays } = splitting;
  const [theirs, ours] = [goes.filter(fromCustomer), stays.filter(fromCustomer)];
  const unread = Math.min(here.unread, ours.length);
  const asBefore = here.windowExpiresAt === before.windowExpiresAt;
  return {
    here: {
      ...here,
      unread: here.unread - unread,
      lastMessageAt: before.lastMessageAt,
      lastMessageId: before.lastMessageId,
      windowExpiresAt: asBefore ? here.windowExpiresAt : latest(before.windowExpiresAt, windowOf(here, theirs)),
      identityId: theirs.at(-1)?.identityId ?? before.identityId,
    },
    own: {
      ...own,
      status: "open",
      assignee: null,
      labels: [],
      unread,
      lastMessageAt: own.createdAt,
      lastMessageId: null,
      windowExpiresAt: windowOf(here, ours),
      identityId: ours.at(-1)?.identityId ?? null,
    },
  };
}

/** Written by the person, not a line of the provider's. */
export function fromCustomer({ author, direction }: Pick<Since, "author" | "direction">): boolean {
  return direction === "in" && author.type === "contact";
}

function windowOf({ channel }: ConversationRow, written: readonly Since[]): number | null {
  if (written.length === 0) return null;
  return Math.max(...written.map(({ createdAt }) => createdAt)) + CHANNEL_RULES[channel].windowMs;
}
