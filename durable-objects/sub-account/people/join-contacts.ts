import { eq, sql } from "drizzle-orm";
import {
  activities,
  attachments,
  contacts,
  type ContactRow,
  conversations,
  type ConversationRow,
  identities,
  messages,
  outbox,
  reactions,
} from "../../../schema/data-plane/index.ts";
import type { AccountTx } from "../account.ts";
import { contactDocument } from "../documents/contact.ts";
import { publishConversation } from "../documents/conversation.ts";
import { messageDocuments } from "../documents/message.ts";

/** Messages that may move at once: each is told to the sockets. */
const MESSAGES_MAX = 200;

/**
 * Makes one contact of two that are one person: everything of `fromId` becomes `intoId`'s, its threads are laid together, and what the
 * surviving contact lacks is filled in. Answers false, having changed nothing, when there is more than can be moved at once.
 */
export function joinContacts(tx: AccountTx, intoId: string, fromId: string): boolean {
  const [into, from] = [readContact(tx, intoId), readContact(tx, fromId)];
  if (into === undefined || from === undefined) return false;
  const threads = tx.db.select().from(conversations).where(eq(conversations.contactId, fromId)).all();
  const moving = threads.flatMap(({ id }) =>
    tx.db
      .select({ id: messages.id })
      .from(messages)
      .where(eq(messages.conversationId, id))
      .limit(MESSAGES_MAX + 1)
      .all(),
  );
  if (moving.length > MESSAGES_MAX) return false;

  tx.db.update(identities).set({ contactId: intoId }).where(eq(identities.contactId, fromId)).run();
  tx.db.update(activities).set({ contactId: intoId }).where(eq(activities.contactId, fromId)).run();
  tx.db.update(reactions).set({ by: intoId }).where(eq(reactions.by, fromId)).run();
  const kept = threads.map((thread) => moveThread(tx, intoId, thread));
  const next: ContactRow = {
    ...into,
    email: into.email ?? from.email,
    phone: into.phone ?? from.phone,
    owner: into.owner ?? from.owner,
    company: into.company ?? from.company,
    tags: [...new Set([...into.tags, ...from.tags])],
    updatedAt: tx.now,
  };
  tx.db.update(contacts).set(next).where(eq(contacts.id, intoId)).run();
  tx.db.delete(contacts).where(eq(contacts.id, fromId)).run();
  tx.change("contact", "deleted", fromId, null);
  tx.change("contact", "updated", intoId, contactDocument(next));
  publishMoved(
    tx,
    moving.map(({ id }) => id),
  );
  for (const id of kept) publishConversation(tx, id);
  tx.activity({ contactId: intoId, type: "contact.joined", detail: { name: from.name, fromContactId: fromId } });
  tx.audit({
    action: "contact.joined",
    entity: "contact",
    entityId: intoId,
    before: { into: contactDocument(into), from: contactDocument(from) },
    after: contactDocument(next),
  });
  return true;
}

function readContact(tx: AccountTx, id: string): ContactRow | undefined {
  return tx.db.select().from(contacts).where(eq(contacts.id, id)).limit(1).get();
}

/** Gives a thread to the contact, or lays it into the one they have through the same install. Answers the thread that stays. */
function moveThread(tx: AccountTx, contactId: string, thread: ConversationRow): string {
  const own = tx.db
    .select()
    .from(conversations)
    .where(eq(conversations.contactId, contactId))
    .all()
    .find(({ integrationId }) => integrationId === thread.integrationId);
  if (own === undefined) {
    tx.db.update(conversations).set({ contactId, updatedAt: tx.now }).where(eq(conversations.id, thread.id)).run();
    return thread.id;
  }
  const here = { conversationId: own.id };
  tx.db.update(messages).set(here).where(eq(messages.conversationId, thread.id)).run();
  tx.db.update(attachments).set(here).where(eq(attachments.conversationId, thread.id)).run();
  tx.db.update(outbox).set(here).where(eq(outbox.conversationId, thread.id)).run();
  tx.db.update(activities).set(here).where(eq(activities.conversationId, thread.id)).run();
  const newer = thread.lastMessageId !== null && thread.lastMessageAt >= own.lastMessageAt ? thread : own;
  tx.db.delete(conversations).where(eq(conversations.id, thread.id)).run();
  tx.db
    .update(conversations)
    .set({
      status: own.status === "open" || thread.status === "open" ? "open" : "resolved",
      assignee: own.assignee ?? thread.assignee,
      labels: [...new Set([...own.labels, ...thread.labels])],
      unread: own.unread + thread.unread,
      lastMessageAt: newer.lastMessageAt,
      lastMessageId: newer.lastMessageId,
      windowExpiresAt: latest(own.windowExpiresAt, thread.windowExpiresAt),
      updatedAt: tx.now,
    })
    .where(eq(conversations.id, own.id))
    .run();
  tx.change("conversation", "deleted", thread.id, null);
  return own.id;
}

function latest(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}

function publishMoved(tx: AccountTx, ids: readonly string[]): void {
  const moved = sql`${messages.id} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`;
  const rows = tx.db.select().from(messages).where(moved).orderBy(messages.createdAt, messages.seq).all();
  for (const document of messageDocuments(tx.db, rows)) tx.change("message", "updated", document.id, document);
}
