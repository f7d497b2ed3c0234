import type { Message } from "../../../schema/contracts/messages.ts";
import type { MessageRow } from "../../../schema/data-plane/index.ts";

/** A message as the API and the sockets show it. The provider's original slice (`raw`) never leaves the object. */
export function messageDocument(row: MessageRow): Message {
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
