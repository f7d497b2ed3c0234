import { Contact, CONTACT_STAGES, CreateContact, UpdateContact } from "../contracts/contacts.ts";
import { defineCollection } from "./collection.ts";

/** The people an account knows. A lead is a contact in the stage `lead`. */
export const contacts = defineCollection({
  slug: "contacts",
  label: { one: "contact", many: "contacts" },
  table: "contacts",
  entity: "contact",
  idKind: "contact",
  capability: { read: "viewLeads", write: "editLeads", delete: "deleteLeads" },
  fields: {
    id: { type: "id", column: "id", filterable: true, sortable: true, writable: false },
    name: { type: "text", column: "name", filterable: true, sortable: true, writable: true },
    email: { type: "text", column: "email", nullable: true, filterable: true, sortable: true, writable: true },
    phone: { type: "text", column: "phone", nullable: true, filterable: true, sortable: true, writable: true },
    stage: {
      type: "enum",
      column: "stage",
      values: CONTACT_STAGES,
      filterable: true,
      sortable: true,
      writable: true,
    },
    source: { type: "text", column: "source", nullable: true, filterable: true, sortable: false, writable: true },
    owner: {
      type: "id",
      column: "owner",
      nullable: true,
      member: true,
      filterable: true,
      sortable: true,
      writable: true,
    },
    company: { type: "text", column: "company", nullable: true, filterable: true, sortable: false, writable: true },
    tags: { type: "tags", column: "tags", filterable: true, sortable: false, writable: true },
    createdAt: { type: "date", column: "created_at", filterable: true, sortable: true, writable: false },
    updatedAt: { type: "date", column: "updated_at", filterable: true, sortable: true, writable: false },
  },
  defaultSort: "-createdAt",
  counter: { total: "contacts", by: "stage" },
  document: Contact,
  create: CreateContact,
  update: UpdateContact,
});
