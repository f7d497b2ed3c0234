import { sql } from "drizzle-orm";
import { integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { AI_MODEL_IDS } from "../ai-models.ts";
import type { AgentScope, AgentText } from "../contracts/agents.ts";
import { tenants } from "./tenants.ts";

/** The AI agents of an account. At most one default by index; that there is one as soon as there is an agent is what the verbs' batches keep. */
export const agents = sqliteTable(
  "agents",
  {
    tenantId: text("tenant_id")
      .notNull()
      .references(() => tenants.id),
    id: text().notNull(),
    name: text().notNull(),
    /** The name in lower case: two agents must not differ by that alone. */
    nameKey: text("name_key").notNull(),
    systemPrompt: text("system_prompt").notNull(),
    model: text({ enum: AI_MODEL_IDS }).notNull(),
    scope: text({ mode: "json" }).$type<AgentScope>().notNull(),
    isDefault: integer("is_default", { mode: "boolean" }).notNull(),
    /** Rises with every change of what it is, so that two people who change it at once are told apart. */
    version: integer().notNull().default(1),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex("agents_name").on(t.tenantId, t.nameKey),
    uniqueIndex("agents_one_default")
      .on(t.tenantId)
      .where(sql`${t.isDefault} = 1`),
  ],
);
export type AgentRow = typeof agents.$inferSelect;

/** What an agent was at each version, the present one among them. The newest ones are kept. */
export const agentVersions = sqliteTable(
  "agent_versions",
  {
    tenantId: text("tenant_id")
      .notNull()
      .references(() => tenants.id),
    agentId: text("agent_id").notNull(),
    version: integer().notNull(),
    name: text().notNull(),
    systemPrompt: text("system_prompt").notNull(),
    model: text({ enum: AI_MODEL_IDS }).notNull(),
    scope: text({ mode: "json" }).$type<AgentScope>().notNull(),
    /** What differs from the version before it. */
    changed: text({ mode: "json" }).$type<AgentText[]>().notNull(),
    /** The version whose words it took up again. */
    restored: integer(),
    at: integer().notNull(),
    byName: text("by_name").notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.agentId, t.version] })],
);
export type AgentVersionRow = typeof agentVersions.$inferSelect;
