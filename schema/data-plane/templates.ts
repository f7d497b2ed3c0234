import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { CHANNELS } from "../channels.ts";
import type { MessageError } from "../contracts/messages.ts";
import type { TemplateShape } from "../contracts/template-shape.ts";
import { TEMPLATE_STATUSES } from "../contracts/templates.ts";

/** The message templates a provider holds for a connected number, as it last told them. One row per name and language. */
export const templates = sqliteTable(
  "templates",
  {
    id: text().primaryKey(),
    channel: text({ enum: CHANNELS }).notNull(),
    integrationId: text("integration_id").notNull(),
    /** The provider's id of it. */
    externalId: text("external_id").notNull(),
    name: text().notNull(),
    language: text().notNull(),
    category: text().notNull(),
    status: text({ enum: TEMPLATE_STATUSES }).notNull(),
    /** Why it was rejected, paused or disabled, in the provider's words. */
    reason: text(),
    quality: text(),
    shape: text({ mode: "json" }).$type<TemplateShape>().notNull(),
    /** When the provider last spoke of its status by itself, ms: an older answer of the list does not undo it. */
    statusAt: integer("status_at").notNull().default(0),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (t) => [
    uniqueIndex("templates_key").on(t.integrationId, t.name, t.language),
    index("templates_external").on(t.externalId),
    index("templates_name").on(sql`${t.name} COLLATE NOCASE`, t.id),
  ],
);
export type TemplateRow = typeof templates.$inferSelect;

/** When a connected number's templates were last read, and when they are read again. */
export const templateSyncs = sqliteTable(
  "template_syncs",
  {
    integrationId: text("integration_id").primaryKey(),
    /** The configuration they were read with: another one asks anew. */
    version: integer().notNull(),
    /** Earliest next reading, ms since the epoch. */
    dueAt: integer("due_at").notNull(),
    /** When the newest reading began, and when one last ended, well or badly; null before the first. */
    startedAt: integer("started_at"),
    endedAt: integer("ended_at"),
    /** When one last ended well. */
    syncedAt: integer("synced_at"),
    /** Readings in a row that ended badly. */
    failures: integer().notNull().default(0),
    error: text({ mode: "json" }).$type<MessageError>(),
    /** The provider has more than are kept here. */
    cut: integer({ mode: "boolean" }).notNull().default(false),
  },
  (t) => [index("template_syncs_due").on(t.dueAt)],
);
export type TemplateSyncRow = typeof templateSyncs.$inferSelect;
