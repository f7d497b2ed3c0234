import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { users } from "./users.ts";

/**
 * A person's passkey (WebAuthn). Only its public half is here, which opens nothing. `counter` is the newest the authenticator has told: most
 * never count and say 0. Times are ms since the epoch.
 */
export const passkeys = sqliteTable(
  "passkeys",
  {
    id: text().primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id),
    /** The authenticator's own name for it, base64url. */
    credentialId: text("credential_id").notNull(),
    /** COSE, base64url. */
    publicKey: text("public_key").notNull(),
    counter: integer().notNull(),
    transports: text({ mode: "json" }).$type<string[]>().notNull(),
    /** The host it was made for: it is of no use at another. */
    rpId: text("rp_id").notNull(),
    name: text().notNull(),
    /** Whether the person's other devices have it too. */
    backedUp: integer("backed_up", { mode: "boolean" }).notNull(),
    createdAt: integer("created_at").notNull(),
    lastUsedAt: integer("last_used_at"),
  },
  (t) => [uniqueIndex("passkeys_credential").on(t.credentialId), index("passkeys_user").on(t.userId, t.createdAt)],
);
export type PasskeyRow = typeof passkeys.$inferSelect;
