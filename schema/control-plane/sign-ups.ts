import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/**
 * People on their way in who have no account yet: what they said of themselves, and whether the address is theirs. A row ends with the account
 * it becomes, or with its time. Of the token in the browser and the code in the mail only hashes are kept. Times are ms since the epoch.
 */
export const signUps = sqliteTable(
  "sign_ups",
  {
    /** SHA-256 of the token the browser holds, base64url. */
    tokenHash: text("token_hash").primaryKey(),
    email: text().notNull(),
    name: text().notNull(),
    /** As in `users`. */
    passwordHash: text("password_hash").notNull(),
    /** SHA-256 of token and mailed code together; matches nothing where somebody has the address already. */
    codeHash: text("code_hash").notNull(),
    /** Codes that were tried. */
    tries: integer().notNull(),
    verifiedAt: integer("verified_at"),
    createdAt: integer("created_at").notNull(),
    expiresAt: integer("expires_at").notNull(),
  },
  (t) => [index("sign_ups_expires").on(t.expiresAt)],
);
export type SignUpRow = typeof signUps.$inferSelect;
