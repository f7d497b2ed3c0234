import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { NOTICE_LEVELS } from "../contracts/integrations.ts";

/** What a provider said about a connected account itself. The newest of each integration are kept. */
export const notices = sqliteTable(
  "notices",
  {
    id: text().primaryKey(),
    integrationId: text("integration_id").notNull(),
    externalId: text("external_id").notNull(),
    level: text({ enum: NOTICE_LEVELS }).notNull(),
    type: text().notNull(),
    text: text().notNull(),
    /** The provider's time, ms since the epoch. */
    at: integer().notNull(),
  },
  (t) => [
    uniqueIndex("notices_key").on(t.integrationId, t.externalId),
    index("notices_newest").on(t.integrationId, t.at, t.id),
  ],
);
