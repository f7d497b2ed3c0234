import { CHANNELS } from "../channels.ts";
import { Conversation, CONVERSATION_STATUSES } from "../contracts/conversations.ts";
import { defineCollection } from "./collection.ts";

const contact = { table: "contacts", key: "contact_id" } as const;

/** Conversations are listed and read here; opening, assigning, resolving and labelling are verbs of their own. */
export const conversations = defineCollection({
  slug: "conversations",
  label: { one: "conversation", many: "conversations" },
  table: "conversations",
  entity: "conversation",
  idKind: "conversation",
  capability: { read: "viewLeads", write: "editLeads", delete: "deleteLeads" },
  fields: {
    id: { type: "id", column: "id", filterable: true, sortable: true, writable: false },
    channel: {
      type: "enum",
      column: "channel",
      values: CHANNELS,
      filterable: true,
      sortable: false,
      writable: false,
    },
    integrationId: { type: "id", column: "integration_id", filterable: true, sortable: false, writable: false },
    contact: { type: "id", column: "contact_id", filterable: true, sortable: false, writable: false },
    "contact.name": {
      type: "text",
      column: "name",
      through: contact,
      filterable: true,
      sortable: false,
      writable: false,
    },
    "contact.phone": {
      type: "text",
      column: "phone",
      nullable: true,
      through: contact,
      filterable: true,
      sortable: false,
      writable: false,
    },
    status: {
      type: "enum",
      column: "status",
      values: CONVERSATION_STATUSES,
      filterable: true,
      sortable: false,
      writable: true,
    },
    assignee: {
      type: "id",
      column: "assignee",
      nullable: true,
      member: true,
      filterable: true,
      sortable: false,
      writable: true,
    },
    labels: { type: "tags", column: "labels", filterable: true, sortable: false, writable: true },
    unread: { type: "number", column: "unread", filterable: true, sortable: false, writable: false },
    lastMessageAt: { type: "date", column: "last_message_at", filterable: true, sortable: true, writable: false },
    lastMessageId: {
      type: "id",
      column: "last_message_id",
      nullable: true,
      filterable: false,
      sortable: false,
      writable: false,
    },
    windowExpiresAt: {
      type: "date",
      column: "window_expires_at",
      nullable: true,
      filterable: true,
      sortable: false,
      writable: false,
    },
    sandbox: { type: "boolean", column: "sandbox", filterable: true, sortable: false, writable: false },
    createdAt: { type: "date", column: "created_at", filterable: true, sortable: false, writable: false },
    updatedAt: { type: "date", column: "updated_at", filterable: true, sortable: false, writable: false },
  },
  defaultSort: "-lastMessageAt",
  counter: { total: "conversations", by: "status" },
  document: Conversation,
});
