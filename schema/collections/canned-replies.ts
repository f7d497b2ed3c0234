import { CannedReply, CreateCannedReply, UpdateCannedReply } from "../contracts/canned-replies.ts";
import { defineCollection } from "./collection.ts";

/**
 * Answers written once and used often. The change feed tells them to whoever listens, so whoever may listen may read them too.
 */
export const cannedReplies = defineCollection({
  slug: "canned-replies",
  label: { one: "canned reply", many: "canned replies" },
  table: "canned_replies",
  entity: "canned_reply",
  idKind: "cannedReply",
  capability: { read: "viewLeads", write: "manageSettings", delete: "manageSettings" },
  fields: {
    id: { type: "id", column: "id", filterable: true, sortable: true, writable: false },
    shortcut: { type: "text", column: "shortcut", filterable: true, sortable: true, writable: true },
    title: { type: "text", column: "title", filterable: true, sortable: true, writable: true },
    text: { type: "text", column: "text", filterable: true, sortable: false, writable: true },
    uses: { type: "number", column: "uses", filterable: true, sortable: true, writable: false },
    createdBy: { type: "id", column: "created_by", filterable: true, sortable: false, writable: false },
    createdAt: { type: "date", column: "created_at", filterable: true, sortable: false, writable: false },
    updatedAt: { type: "date", column: "updated_at", filterable: true, sortable: true, writable: false },
  },
  defaultSort: "shortcut",
  document: CannedReply,
  create: CreateCannedReply,
  update: UpdateCannedReply,
});
