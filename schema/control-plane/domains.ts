import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { ROLE_NAMES } from "../capabilities.ts";
import { DOMAIN_STATUSES, DOMAIN_USES } from "../domain-limits.ts";
import { tenants } from "./tenants.ts";

/**
 * A domain an account says is its own. Anybody may say so; one account alone proves it, and until then it counts for nothing. Times are ms
 * since the epoch.
 */
export const domains = sqliteTable(
  "domains",
  {
    id: text().primaryKey(),
    tenantId: text("tenant_id")
      .notNull()
      .references(() => tenants.id),
    use: text({ enum: DOMAIN_USES }).notNull(),
    /** Lower-case ASCII, without a dot at its end. */
    domain: text().notNull(),
    status: text({ enum: DOMAIN_STATUSES }).notNull(),
    /** Why the last look did not find the proof, in words for people. */
    reason: text(),
    checkedAt: integer("checked_at"),
    /** When the sweep looks next; null when it does not. */
    dueAt: integer("due_at"),
    verifiedAt: integer("verified_at"),
    /** Since when the proof of a verified one is not found. */
    missingSince: integer("missing_since"),
    /** Of an e-mail domain: the role of those who join by it; null when nobody does. */
    joinRole: text("join_role", { enum: ROLE_NAMES }),
    /** Who answers for those who join: whoever decided it last. */
    joinBy: text("join_by"),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (t) => [
    uniqueIndex("domains_tenant").on(t.tenantId, t.use, t.domain),
    uniqueIndex("domains_verified")
      .on(t.use, t.domain)
      .where(sql`status = 'verified'`),
    index("domains_due")
      .on(t.dueAt)
      .where(sql`due_at IS NOT NULL`),
  ],
);
export type DomainRow = typeof domains.$inferSelect;

/** What the sandbox answers when it is asked for a TXT record: written by hand, in test mode alone. */
export const sandboxDns = sqliteTable(
  "sandbox_dns",
  {
    name: text().notNull(),
    value: text().notNull(),
    createdAt: integer("created_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.name, t.value] }), index("sandbox_dns_created").on(t.createdAt)],
);
export type SandboxDnsRow = typeof sandboxDns.$inferSelect;
