import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { CONTACT_STAGES, IDENTITY_KINDS } from "../contracts/contacts.ts";

export const contacts = sqliteTable(
  "contacts",
  {
    id: text().primaryKey(),
    name: text().notNull(),
    email: text(),
    phone: text(),
    stage: text({ enum: CONTACT_STAGES }).notNull(),
    source: text(),
    owner: text(),
    company: text(),
    tags: text({ mode: "json" })
      .$type<string[]>()
      .notNull()
      .default(sql`'[]'`),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (t) => [
    index("contacts_created").on(t.createdAt, t.id),
    index("contacts_stage").on(t.stage, t.createdAt, t.id),
    index("contacts_updated").on(t.updatedAt, t.id),
    // Names sort as people read them: "adam" before "Zoe".
    index("contacts_name").on(sql`${t.name} COLLATE NOCASE`, t.id),
    // Many contacts have none of these: an index without their rows spares each write.
    index("contacts_email")
      .on(t.email)
      .where(sql`${t.email} IS NOT NULL`),
    index("contacts_phone")
      .on(t.phone)
      .where(sql`${t.phone} IS NOT NULL`),
    index("contacts_owner")
      .on(t.owner, t.createdAt)
      .where(sql`${t.owner} IS NOT NULL`),
  ],
);
export type ContactRow = typeof contacts.$inferSelect;

/** Every way a contact is known. One owner per (kind, value). */
export const identities = sqliteTable(
  "identities",
  {
    id: text().primaryKey(),
    contactId: text("contact_id")
      .notNull()
      .references(() => contacts.id),
    kind: text({ enum: IDENTITY_KINDS }).notNull(),
    value: text().notNull(),
    display: text().notNull(),
    createdAt: integer("created_at").notNull(),
    /** The merge that brought it to this contact, while that can be undone: what arrives by it then goes back with it. */
    mergeId: text("merge_id"),
  },
  (t) => [uniqueIndex("identities_key").on(t.kind, t.value), index("identities_contact").on(t.contactId)],
);
export type IdentityRow = typeof identities.$inferSelect;

/** What happened to a contact, newest last; written in the transaction of the change itself. */
export const activities = sqliteTable(
  "activities",
  {
    id: text().primaryKey(),
    contactId: text("contact_id").notNull(),
    conversationId: text("conversation_id"),
    type: text().notNull(),
    actorType: text("actor_type", { enum: ["user", "key", "system", "contact"] }).notNull(),
    actorId: text("actor_id").notNull(),
    actorName: text("actor_name").notNull(),
    detail: text({ mode: "json" }).$type<Record<string, unknown>>().notNull(),
    createdAt: integer("created_at").notNull(),
  },
  (t) => [index("activities_contact").on(t.contactId, t.createdAt)],
);
export type ActivityRow = typeof activities.$inferSelect;
