import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { Capability } from "../capabilities.ts";
import { tenants } from "./tenants.ts";

/** A program's key to a tenant and what is below it. Of the key itself only its SHA-256 is kept. Times are ms since the epoch. */
export const apiKeys = sqliteTable(
  "api_keys",
  {
    id: text().primaryKey(),
    tenantId: text("tenant_id")
      .notNull()
      .references(() => tenants.id),
    name: text().notNull(),
    /** SHA-256 of the whole key, base64url. */
    hash: text().notNull(),
    /** Its first characters, by which people tell keys apart. */
    prefix: text().notNull(),
    capabilities: text({ mode: "json" }).$type<Capability[]>().notNull(),
    createdBy: text("created_by").notNull(),
    createdAt: integer("created_at").notNull(),
    expiresAt: integer("expires_at"),
    lastUsedAt: integer("last_used_at"),
    revokedAt: integer("revoked_at"),
    /** The key that took its place; this one then opens doors until `expiresAt` at most. */
    replacedBy: text("replaced_by"),
  },
  (t) => [uniqueIndex("api_keys_hash").on(t.hash), index("api_keys_tenant").on(t.tenantId, t.createdAt)],
);
export type ApiKeyRow = typeof apiKeys.$inferSelect;
