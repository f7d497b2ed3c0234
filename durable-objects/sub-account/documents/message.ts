import type { Message } from "../../../schema/contracts/messages.ts";
import type { MessageRow } from "../../../schema/data-plane/index.ts";

/** What of a message is shown: the provider's original slice (`raw`) never leaves the object. */
export type ShownMessage = Omit<MessageRow, "seq" | "integrationId" | "pastExternalIds" | "raw" | "updatedAt">;

/** A message as the API and the sockets show it. */
export function messageDocument(row: ShownMessage): Message {
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
    attachments: [],
    ...(row.replyTo === null ? {} : { replyTo: row.replyTo }),
    reactions: [],
    ...(row.placeholder === null ? {} : { placeholder: row.placeholder }),
    createdAt: new Date(row.createdAt).toISOString(),
  };
}

/** The columns a document is made of. */
export type MessageDocumentRow = Omit<MessageRow, "seq" | "integrationId" | "raw" | "pastExternalIds" | "updatedAt">;
