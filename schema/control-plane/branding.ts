import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { tenants } from "./tenants.ts";

/** How an account wants to look and sound. What is null it takes from the one above it: sub-account, agency, platform. Times are ms since the epoch. */
export const branding = sqliteTable("branding", {
  tenantId: text("tenant_id")
    .primaryKey()
    .references(() => tenants.id),
  name: text(),
  /** `#rrggbb`, lower-case, readable under and over white. */
  accent: text(),
  /** Whose name stands on its mail. */
  senderName: text("sender_name"),
  /** Of a picture in R2 under `media/<tenant>/brand/<id>`; both are set or neither. */
  logoId: text("logo_id"),
  logoType: text("logo_type"),
  /** What every prompt says of the business: who it is, how it sounds, what it always and never does. */
  voiceAbout: text("voice_about"),
  voiceTone: text("voice_tone"),
  voiceAlways: text("voice_always"),
  voiceNever: text("voice_never"),
  /** Rises with every change, so that two people who change it at once are told apart. */
  revision: integer().notNull(),
  updatedAt: integer("updated_at").notNull(),
});
export type BrandingRow = typeof branding.$inferSelect;
