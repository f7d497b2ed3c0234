import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { users } from "./users.ts";

/**
 * A person's authenticator app (RFC 6238). It counts at sign-in from `confirmedAt` on. `lastStep` is the newest time step a code was accepted
 * for: no code works twice. Times are ms since the epoch.
 */
export const authenticators = sqliteTable("authenticators", {
  userId: text("user_id")
    .primaryKey()
    .references(() => users.id),
  /** The secret, sealed by the vault. */
  sealed: text().notNull(),
  lastStep: integer("last_step").notNull(),
  createdAt: integer("created_at").notNull(),
  confirmedAt: integer("confirmed_at"),
});
export type AuthenticatorRow = typeof authenticators.$inferSelect;

/** Codes for the day the authenticator is lost: each signs in once. */
export const recoveryCodes = sqliteTable(
  "recovery_codes",
  {
    userId: text("user_id")
      .notNull()
      .references(() => users.id),
    /** SHA-256 of the code, base64url. */
    hash: text().notNull(),
    createdAt: integer("created_at").notNull(),
    usedAt: integer("used_at"),
  },
  (t) => [primaryKey({ columns: [t.userId, t.hash] })],
);
