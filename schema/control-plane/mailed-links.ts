import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { users } from "./users.ts";

export const LINK_PURPOSES = ["reset_password", "verify_email"] as const;
export type LinkPurpose = (typeof LINK_PURPOSES)[number];

/**
 * Links sent to a person that do one thing once: choose a new password, or prove an address (the one they have, or the one they want).
 * Only the hash of the token in the link is kept. Times are ms since the epoch.
 */
export const mailedLinks = sqliteTable(
  "mailed_links",
  {
    /** SHA-256 of the token, base64url. */
    tokenHash: text("token_hash").primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id),
    purpose: text({ enum: LINK_PURPOSES }).notNull(),
    /** The address it was sent to. */
    email: text().notNull(),
    createdAt: integer("created_at").notNull(),
    expiresAt: integer("expires_at").notNull(),
    usedAt: integer("used_at"),
  },
  (t) => [index("mailed_links_user").on(t.userId, t.purpose), index("mailed_links_expires").on(t.expiresAt)],
);
export type MailedLinkRow = typeof mailedLinks.$inferSelect;
