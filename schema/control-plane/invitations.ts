import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { ROLE_NAMES } from "../capabilities.ts";

/**
 * A place on an account's team offered to an e-mail address. Whoever opens the link has proved the address, so it is single use: accepted,
 * revoked or over, it stays that. Only the hash of its token is kept. Times are ms since the epoch.
 */
export const invitations = sqliteTable(
  "invitations",
  {
    id: text().primaryKey(),
    tenantId: text("tenant_id").notNull(),
    email: text().notNull(),
    role: text({ enum: ROLE_NAMES }).notNull(),
    /** As in a grant: both are set or neither. */
    customRoleTenantId: text("custom_role_tenant_id"),
    customRoleId: text("custom_role_id"),
    assignedOnly: integer("assigned_only", { mode: "boolean" }).notNull(),
    /** SHA-256 of the newest token, base64url. */
    tokenHash: text("token_hash").notNull(),
    invitedBy: text("invited_by").notNull(),
    invitedByName: text("invited_by_name").notNull(),
    /** How often it was sent, and when last. */
    sends: integer().notNull(),
    sentAt: integer("sent_at").notNull(),
    createdAt: integer("created_at").notNull(),
    expiresAt: integer("expires_at").notNull(),
    acceptedAt: integer("accepted_at"),
    acceptedBy: text("accepted_by"),
    revokedAt: integer("revoked_at"),
  },
  (t) => [
    uniqueIndex("invitations_token").on(t.tokenHash),
    index("invitations_tenant").on(t.tenantId, t.createdAt),
    // One open invitation for an address in an account.
    uniqueIndex("invitations_open")
      .on(t.tenantId, t.email)
      .where(sql`accepted_at IS NULL AND revoked_at IS NULL`),
  ],
);
export type InvitationRow = typeof invitations.$inferSelect;
