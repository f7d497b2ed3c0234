import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { tenants } from "./tenants.ts";
import { users } from "./users.ts";

/** An agency's own provider of sign-ins (OpenID Connect): at most one. Times are ms since the epoch. */
export const identityProviders = sqliteTable("identity_providers", {
  tenantId: text("tenant_id")
    .primaryKey()
    .references(() => tenants.id),
  /** What people read on the button. */
  name: text().notNull(),
  issuer: text().notNull(),
  clientId: text("client_id").notNull(),
  /** The client secret, sealed by the vault, and what may be shown of it. */
  sealed: text().notNull(),
  hint: text().notNull(),
  enabled: integer({ mode: "boolean" }).notNull(),
  createdAt: integer("created_at").notNull(),
  updatedAt: integer("updated_at").notNull(),
});
export type IdentityProviderRow = typeof identityProviders.$inferSelect;

/** Who is who: a person's account at their agency's provider, by the provider's own name for it. */
export const providerLinks = sqliteTable(
  "provider_links",
  {
    tenantId: text("tenant_id")
      .notNull()
      .references(() => tenants.id),
    subject: text().notNull(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id),
    createdAt: integer("created_at").notNull(),
    lastUsedAt: integer("last_used_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.subject] }),
    uniqueIndex("provider_links_person").on(t.tenantId, t.userId),
    index("provider_links_user").on(t.userId),
  ],
);
export type ProviderLinkRow = typeof providerLinks.$inferSelect;
