import { eq, inArray, sql } from "drizzle-orm";
import { personUntil } from "../../../schema/channels.ts";
import type { Conversation } from "../../../schema/contracts/conversations.ts";
import {
  contacts,
  type ContactRow,
  type ConversationRow,
  conversations,
  messages,
  type MessageRow,
} from "../../../schema/data-plane/index.ts";
import { prepared } from "../../kit/prepared.ts";
import type { AccountDatabase, AccountTx } from "../account.ts";
import { previewText } from "./preview-text.ts";

/** The columns of a person and of a newest message that a conversation carries in brief. */
export type ConversationContact = Pick<ContactRow, "id" | "name" | "phone" | "tags">;
export type ConversationPreview = Pick<
  MessageRow,
  "text" | "placeholder" | "type" | "deletedAt" | "direction" | "status" | "private"
>;

/** A conversation as the API and the sockets show it. */
function conversationDocument(
  row: ConversationRow,
  contact: ConversationContact,
  lastMessage: ConversationPreview | undefined,
): Conversation {
  return {
    id: row.id,
    channel: row.channel,
    integrationId: row.integrationId,
    contact: { id: contact.id, name: contact.name, phone: contact.phone, tags: contact.tags },
    status: row.status,
    assignee: row.assignee,
    labels: row.labels,
    unread: row.unread,
    lastMessageAt: new Date(row.lastMessageAt).toISOString(),
    lastMessage: lastMessage === undefined ? null : preview(lastMessage),
    ...windowOf(row),
    sandbox: row.sandbox,
    createdAt: new Date(row.createdAt).toISOString(),
    updatedAt: new Date(row.updatedAt).toISOString(),
  };
}

function windowOf({
  channel,
  windowExpiresAt,
}: ConversationRow): Pick<Conversation, "windowExpiresAt" | "humanAgentUntil"> {
  if (windowExpiresAt === null) return { windowExpiresAt: null };
  const people = personUntil(channel, windowExpiresAt);
  return {
    windowExpiresAt: new Date(windowExpiresAt).toISOString(),
    ...(people === windowExpiresAt ? {} : { humanAgentUntil: new Date(people).toISOString() }),
  };
}

function preview(message: ConversationPreview) {
  const { direction, status, private: hidden } = message;
  return { text: previewText(message), direction, status, private: hidden };
}

const contactColumns = { id: contacts.id, name: contacts.name, phone: contacts.phone, tags: contacts.tags };
const previewColumns = {
  id: messages.id,
  text: messages.text,
  placeholder: messages.placeholder,
  type: messages.type,
  deletedAt: messages.deletedAt,
  direction: messages.direction,
  status: messages.status,
  private: messages.private,
};

/** The document of one row, with its person and newest message read from the database. */
export function readConversationDocument(db: AccountDatabase, row: ConversationRow): Conversation {
  const found = companions(db).get({ contactId: row.contactId, messageId: row.lastMessageId ?? "" });
  if (found === undefined) throw new Error(`conversation ${row.id} has no contact`);
  return conversationDocument(row, found.contact, found.message ?? undefined);
}

const companions = prepared((db: AccountDatabase) =>
  db
    .select({ contact: contactColumns, message: previewColumns })
    .from(contacts)
    .leftJoin(messages, eq(messages.id, sql.placeholder("messageId")))
    .where(eq(contacts.id, sql.placeholder("contactId")))
    .limit(1)
    .prepare(),
);

/** The documents of many rows in their order: two look-ups by key per 90 rows, whatever the page. */
export function readConversationDocuments(db: AccountDatabase, rows: readonly ConversationRow[]): Conversation[] {
  const people = new Map<string, ConversationContact>();
  const previews = new Map<string, ConversationPreview>();
  // 100 bound parameters is the platform's limit for one statement.
  for (let start = 0; start < rows.length; start += 90) {
    const chunk = rows.slice(start, start + 90);
    const contactIds = [...new Set(chunk.map((row) => row.contactId))];
    for (const contact of db.select(contactColumns).from(contacts).where(inArray(contacts.id, contactIds)).all()) {
      people.set(contact.id, contact);
    }
    const messageIds = chunk.flatMap((row) => row.lastMessageId ?? []);
    if (messageIds.length === 0) continue;
    for (const message of db.select(previewColumns).from(messages).where(inArray(messages.id, messageIds)).all()) {
      previews.set(message.id, message);
    }
  }
  return rows.flatMap((row) => {
    const contact = people.get(row.contactId);
    return contact ? [conversationDocument(row, contact, previews.get(row.lastMessageId ?? ""))] : [];
  });
}

/** Tells the sockets how a conversation stands now. */
export function publishConversation(tx: AccountTx, id: string, op: "created" | "updated" = "updated"): Conversation {
  const row = conversationById(tx.db).get({ id });
  if (row === undefined) throw new Error(`conversation ${id} is gone in its own transaction`);
  const document = readConversationDocument(tx.db, row);
  tx.change("conversation", op, id, document);
  return document;
}

/** The row of a conversation by its id. */
export const conversationById = prepared((db: AccountDatabase) =>
  db
    .select()
    .from(conversations)
    .where(eq(conversations.id, sql.placeholder("id")))
    .limit(1)
    .prepare(),
);

/** Tells the sockets about every conversation of a contact: for a change of the name, phone or tags they carry in brief. */
export function publishConversationsOf(tx: AccountTx, contactId: string): void {
  const rows = tx.db.select().from(conversations).where(eq(conversations.contactId, contactId)).all();
  for (const document of readConversationDocuments(tx.db, rows)) {
    tx.change("conversation", "updated", document.id, document);
  }
}
