import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { IMPERSONATION_CONSENTS } from "../contracts/impersonations.ts";
import { tenants } from "./tenants.ts";

/** What an account has decided for itself. An account without a row has decided nothing: each column has a default. Times are ms since the epoch. */
export const tenantSettings = sqliteTable("tenant_settings", {
  tenantId: text("tenant_id")
    .primaryKey()
    .references(() => tenants.id),
  /** Whether people may be viewed as here. */
  impersonation: text({ enum: IMPERSONATION_CONSENTS }).notNull().default("always"),
  /** Where it has to be asked for: until when it was granted. */
  impersonationUntil: integer("impersonation_until"),
  /** Of an agency: since when whoever acts on it or on its clients must have signed in with more than a password. */
  secondFactorRequiredAt: integer("second_factor_required_at"),
  updatedAt: integer("updated_at").notNull(),
});
export type TenantSettingsRow = typeof tenantSettings.$inferSelect;
