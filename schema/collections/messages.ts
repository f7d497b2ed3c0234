import { Message, MESSAGE_STATUSES } from "../contracts/messages.ts";
import { defineCollection } from "./collection.ts";

const kept = { filterable: false, sortable: false, writable: false } as const;

/** The messages of one conversation. Sending and retrying are verbs of their own. */
export const messages = defineCollection({
  slug: "messages",
  label: { one: "message", many: "messages" },
  table: "messages",
  entity: "message",
  idKind: "message",
  capability: { read: "viewLeads", write: "sendMessages", delete: "deleteLeads" },
  fields: {
    id: { type: "id", column: "id", filterable: true, sortable: false, writable: false },
    conversationId: { type: "id", column: "conversation_id", ...kept },
    direction: {
      type: "enum",
      column: "direction",
      values: ["in", "out"],
      filterable: true,
      sortable: false,
      writable: false,
    },
    type: { type: "text", column: "type", filterable: true, sortable: false, writable: false },
    private: { type: "boolean", column: "private", filterable: true, sortable: false, writable: true },
    text: { type: "text", column: "text", nullable: true, filterable: true, sortable: false, writable: true },
    status: {
      type: "enum",
      column: "status",
      values: MESSAGE_STATUSES,
      filterable: true,
      sortable: false,
      writable: false,
    },
    externalId: {
      type: "id",
      column: "external_id",
      nullable: true,
      filterable: true,
      sortable: false,
      writable: false,
    },
    clientId: { type: "id", column: "client_id", nullable: true, filterable: true, sortable: false, writable: true },
    placeholder: { type: "text", column: "placeholder", nullable: true, ...kept },
    error: { type: "json", column: "error", nullable: true, ...kept },
    author: { type: "json", column: "author", ...kept },
    replyTo: { type: "id", column: "reply_to", nullable: true, ...kept },
    content: { type: "json", column: "content", nullable: true, ...kept },
    originalText: { type: "text", column: "original_text", nullable: true, ...kept },
    editedAt: { type: "date", column: "edited_at", nullable: true, ...kept },
    deletedAt: { type: "date", column: "deleted_at", nullable: true, ...kept },
    createdAt: { type: "date", column: "created_at", filterable: true, sortable: true, writable: false },
  },
  defaultSort: "-createdAt",
  tieBreak: "seq",
  within: { field: "conversationId", collection: "conversations" },
  document: Message,
});
