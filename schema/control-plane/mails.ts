import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** `failed`: given up, by its sender's word or after too many tries. */
export const MAIL_STATES = ["queued", "sent", "failed"] as const;

/**
 * Mail on its way: written in the batch of what it tells of, sent afterwards. Once a real sender took it, only the envelope is kept; the
 * sandbox keeps the words, because its mailbox is where people read them. Times are ms since the epoch.
 */
export const mails = sqliteTable(
  "mails",
  {
    id: text().primaryKey(),
    /** The account it is written for: its brand, its audit. */
    tenantId: text("tenant_id").notNull(),
    to: text("to_address").notNull(),
    /** Which of the product's mails it is, e.g. `invitation`. */
    kind: text().notNull(),
    fromName: text("from_name").notNull(),
    subject: text().notNull(),
    text: text().notNull(),
    html: text().notNull(),
    state: text({ enum: MAIL_STATES }).notNull(),
    attempts: integer().notNull(),
    /** When the sweep may take it up: the request that wrote it tries first. */
    dueAt: integer("due_at").notNull(),
    error: text(),
    createdAt: integer("created_at").notNull(),
    sentAt: integer("sent_at"),
  },
  (t) => [
    index("mails_due").on(t.state, t.dueAt),
    index("mails_created").on(t.createdAt),
    index("mails_tenant").on(t.tenantId),
  ],
);
export type MailRow = typeof mails.$inferSelect;
