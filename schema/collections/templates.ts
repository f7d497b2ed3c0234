import { CHANNELS } from "../channels.ts";
import { Template, TEMPLATE_STATUSES } from "../contracts/templates.ts";
import { defineCollection } from "./collection.ts";

const shown = { filterable: true, sortable: false, writable: false } as const;

/** Message templates are made and changed at their provider; here they are read, and sent. */
export const templates = defineCollection({
  slug: "templates",
  label: { one: "template", many: "templates" },
  table: "templates",
  // What sockets hear of them is that their integration changed.
  entity: "integration",
  idKind: "template",
  capability: { read: "viewLeads", write: "manageModules", delete: "manageModules" },
  fields: {
    id: { type: "id", column: "id", filterable: true, sortable: true, writable: false },
    channel: { type: "enum", column: "channel", values: CHANNELS, ...shown },
    integrationId: { type: "id", column: "integration_id", ...shown },
    externalId: { type: "text", column: "external_id", ...shown },
    name: { type: "text", column: "name", filterable: true, sortable: true, writable: false },
    language: { type: "text", column: "language", ...shown },
    category: { type: "text", column: "category", ...shown },
    status: { type: "enum", column: "status", values: TEMPLATE_STATUSES, ...shown },
    reason: { type: "text", column: "reason", nullable: true, ...shown },
    quality: { type: "text", column: "quality", nullable: true, ...shown },
    shape: { type: "json", column: "shape", filterable: false, sortable: false, writable: false },
    statusAt: { type: "date", column: "status_at", ...shown },
    createdAt: { type: "date", column: "created_at", ...shown },
    updatedAt: { type: "date", column: "updated_at", ...shown },
  },
  defaultSort: "name",
  document: Template,
});
