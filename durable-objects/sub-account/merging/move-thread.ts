import { and, eq } from "drizzle-orm";
import {
  activities,
  attachments,
  conversations,
  type ConversationRow,
  messages,
  outbox,
} from "../../../schema/data-plane/index.ts";
import type { AccountTx } from "../account.ts";
import { joinDrafts } from "./join-drafts.ts";
import type { MovedThread } from "./merge-record.ts";
import { reactAs } from "./react-as.ts";

/**
 * Gives a conversation to the contact, or lays it into `own`, the one they have through the same number: a contact has one conversation with
 * each. The joined one is open when either was, keeps its assignee or takes the other's, has the labels and the unread of both and the later
 * reply window, and goes on with the number that wrote last.
 */
export function moveThread(
  tx: AccountTx,
  contactId: string,
  thread: ConversationRow,
  own: ConversationRow | undefined,
): MovedThread {
  reactAs(tx, thread.id, contactId);
  if (own === undefined) {
    tx.db.update(conversations).set({ contactId, updatedAt: tx.now }).where(eq(conversations.id, thread.id)).run();
    return { before: thread, joined: null };
  }
  const held = tx.db.select({ seq: messages.seq }).from(messages).where(eq(messages.conversationId, thread.id)).all();
  const here = { conversationId: own.id };
  tx.db.update(messages).set(here).where(eq(messages.conversationId, thread.id)).run();
  tx.db.update(attachments).set(here).where(eq(attachments.conversationId, thread.id)).run();
  tx.db.update(outbox).set(here).where(eq(outbox.conversationId, thread.id)).run();
  tx.db
    .update(activities)
    .set(here)
    .where(and(eq(activities.contactId, thread.contactId), eq(activities.conversationId, thread.id)))
    .run();
  const drafts = joinDrafts(tx, thread.id, own.id);
  tx.db.delete(conversations).where(eq(conversations.id, thread.id)).run();
  const after = joinedRow(own, thread, tx.now);
  tx.db.update(conversations).set(after).where(eq(conversations.id, own.id)).run();
  return { before: thread, joined: { before: own, after, messageSeqs: held.map(({ seq }) => seq), drafts } };
}

function joinedRow(own: ConversationRow, thread: ConversationRow, now: number): ConversationRow {
  const newer = thread.lastMessageId !== null && thread.lastMessageAt >= own.lastMessageAt ? thread : own;
  return {
    ...own,
    status: own.status === "open" || thread.status === "open" ? "open" : "resolved",
    assignee: own.assignee ?? thread.assignee,
    labels: [...new Set([...own.labels, ...thread.labels])],
    unread: own.unread + thread.unread,
    lastMessageAt: newer.lastMessageAt,
    lastMessageId: newer.lastMessageId,
    windowExpiresAt: latest(own.windowExpiresAt, thread.windowExpiresAt),
    identityId: newer.identityId ?? own.identityId ?? thread.identityId,
    updatedAt: now,
  };
}

/** The later of two times, of which either may be missing. */
export function latest(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}
