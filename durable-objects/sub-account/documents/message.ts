import type { Message } from "../../../schema/contracts/messages.ts";
import type { MessageRow } from "../../../schema/data-plane/index.ts";
import type { AccountDatabase, AccountTx } from "../account.ts";
import { attachmentDocument } from "./attachment.ts";
import { type MessageParts, NO_PARTS, partsOf, readParts } from "./message-parts.ts";

/** The columns a document is made of: the provider's original slice (`raw`) never leaves the object. */
export type ShownMessage = Omit<MessageRow, "seq" | "integrationId" | "pastExternalIds" | "raw" | "updatedAt">;

/** A message as the API and the sockets show it. `parts` are its attachments and reactions, none for one just written here. */
export function messageDocument(row: ShownMessage, { attachments, reactions }: MessageParts = NO_PARTS): Message {
  return {
    id: row.id,
    conversationId: row.conversationId,
    direction: row.direction,
    type: row.type,
    private: row.private,
    text: row.text,
    status: row.status,
    ...(row.error === null ? {} : { error: row.error }),
    externalId: row.externalId,
    clientId: row.clientId,
    author: row.author,
    attachments: attachments.map((attachment) => attachmentDocument(row, attachment)),
    ...(row.content === null ? {} : { content: row.content }),
    ...(row.replyTo === null ? {} : { replyTo: row.replyTo }),
    reactions: reactions.flatMap(({ emoji, by }) => (emoji === null ? [] : [{ emoji, by }])),
    ...(row.placeholder === null ? {} : { placeholder: row.placeholder }),
    ...(row.editedAt === null ? {} : { editedAt: new Date(row.editedAt).toISOString() }),
    ...(row.originalText === null ? {} : { originalText: row.originalText }),
    ...(row.deletedAt === null ? {} : { deletedAt: new Date(row.deletedAt).toISOString() }),
    createdAt: new Date(row.createdAt).toISOString(),
  };
}

/** The documents of many messages in their order: one query for the attachments of all, one for the reactions. */
export function messageDocuments(db: AccountDatabase, rows: readonly ShownMessage[]): Message[] {
  const parts = readParts(
    db,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => messageDocument(row, parts.get(row.id)));
}

/** The document of one message with its parts read from the database. */
export function readMessageDocument(db: AccountDatabase, row: ShownMessage): Message {
  return messageDocument(row, partsOf(db, row.id));
}

/** Tells the sockets how a message stands now, and answers its document. */
export function publishMessage(tx: AccountTx, row: ShownMessage, op: "created" | "updated" = "updated"): Message {
  const document = readMessageDocument(tx.db, row);
  tx.change("message", op, row.id, document);
  return document;
}
