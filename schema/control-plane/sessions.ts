import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { users } from "./users.ts";

/**
 * A sign-in and all tokens renewed from it. `generation` is the only valid token's; the one before it is tolerated for 30 s after
 * `rotatedAt`, and reuse after that ends the session. Times are ms since the epoch.
 */
export const sessions = sqliteTable(
  "sessions",
  {
    id: text().primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id),
    generation: integer().notNull(),
    rotatedAt: integer("rotated_at").notNull(),
    userAgent: text("user_agent"),
    ip: text(),
    /** The account at whose own address it was opened: it is good there alone. Null: at the installation's. */
    hostTenantId: text("host_tenant_id"),
    createdAt: integer("created_at").notNull(),
    expiresAt: integer("expires_at").notNull(),
    revokedAt: integer("revoked_at"),
    /** When more than a password was shown in this session: a code, a passkey, or a provider that vouches for as much. */
    secondFactorAt: integer("second_factor_at"),
    /** The agency whose provider opened it: it reaches nothing outside of that agency. */
    providerTenantId: text("provider_tenant_id"),
  },
  (t) => [index("sessions_user").on(t.userId, t.createdAt), index("sessions_expires").on(t.expiresAt)],
);
export type SessionRow = typeof sessions.$inferSelect;

/** Accounts in which a session opened a socket. */
export const sessionSockets = sqliteTable(
  "session_sockets",
  {
    sessionId: text("session_id")
      .notNull()
      .references(() => sessions.id),
    tenantId: text("tenant_id").notNull(),
    openedAt: integer("opened_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.sessionId, t.tenantId] }), index("session_sockets_tenant").on(t.tenantId)],
);
