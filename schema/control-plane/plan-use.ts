import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { tenants } from "./tenants.ts";

/**
 * What a tenant used in a month (UTC, `2026-11`). All but `apiRequests` is what its object counted in the transaction that stored each row, copied
 * here now and then: what people compare accounts by. `contacts` and `storageBytes` are how much there was when it was last looked at.
 */
export const usageMonths = sqliteTable(
  "usage_months",
  {
    tenantId: text("tenant_id")
      .notNull()
      .references(() => tenants.id),
    month: text().notNull(),
    messagesIn: integer("messages_in").notNull(),
    messagesOut: integer("messages_out").notNull(),
    contactsAdded: integer("contacts_added").notNull(),
    contacts: integer().notNull(),
    storageBytes: integer("storage_bytes").notNull(),
    apiRequests: integer("api_requests").notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.month] })],
);
export type UsageMonthRow = typeof usageMonths.$inferSelect;

/** What people are told of, each once a period: a limit that comes near (level in percent, period a month), a trial that ends (level in days left, period the day of its end). */
export const PLAN_WARNING_KINDS = ["contacts", "users", "trial"] as const;

export const planWarnings = sqliteTable(
  "plan_warnings",
  {
    tenantId: text("tenant_id")
      .notNull()
      .references(() => tenants.id),
    period: text().notNull(),
    kind: text({ enum: PLAN_WARNING_KINDS }).notNull(),
    level: integer().notNull(),
    at: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.period, t.kind, t.level] })],
);
export type PlanWarningRow = typeof planWarnings.$inferSelect;
