import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { PAYERS } from "../concierge/words.ts";
import { AI_CALL_KINDS, ASSIST_OUTCOMES } from "../contracts/assists.ts";
import { tenants } from "./tenants.ts";

/** One call of the model: who asked for what, and what it cost. Nothing of what was written. */
export const aiCalls = sqliteTable(
  "ai_calls",
  {
    tenantId: text("tenant_id")
      .notNull()
      .references(() => tenants.id),
    id: text().notNull(),
    at: integer().notNull(),
    userId: text("user_id").notNull(),
    kind: text({ enum: AI_CALL_KINDS }).notNull(),
    /** What it was about: a conversation, or the concierge's session. Empty where it was neither. */
    conversationId: text("conversation_id").notNull(),
    agentId: text("agent_id"),
    model: text().notNull(),
    inputTokens: integer("input_tokens").notNull(),
    outputTokens: integer("output_tokens").notNull(),
    cacheReadTokens: integer("cache_read_tokens").notNull(),
    cacheWriteTokens: integer("cache_write_tokens").notNull(),
    /** Millionths of a US dollar. */
    costMicros: integer("cost_micros").notNull(),
    outcome: text({ enum: ASSIST_OUTCOMES }).notNull(),
    ms: integer().notNull(),
    /** Whose key it went with. */
    payer: text({ enum: PAYERS }).notNull().default("account"),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] })],
);
export type AiCallRow = typeof aiCalls.$inferSelect;

/** The same summed by month (UTC, `2026-11`), written in the batch of each call: what a cap is held against costs nine rows, not thousands. */
export const aiUsage = sqliteTable(
  "ai_usage",
  {
    tenantId: text("tenant_id")
      .notNull()
      .references(() => tenants.id),
    month: text().notNull(),
    kind: text({ enum: AI_CALL_KINDS }).notNull(),
    model: text().notNull(),
    calls: integer().notNull(),
    inputTokens: integer("input_tokens").notNull(),
    outputTokens: integer("output_tokens").notNull(),
    cacheReadTokens: integer("cache_read_tokens").notNull(),
    cacheWriteTokens: integer("cache_write_tokens").notNull(),
    costMicros: integer("cost_micros").notNull(),
    /** What of the cost the platform paid. It is counted a second time in the platform's own rows. */
    platformMicros: integer("platform_micros").notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.month, t.kind, t.model] })],
);
export type AiUsageRow = typeof aiUsage.$inferSelect;
