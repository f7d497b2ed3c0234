import { and, desc, eq, lte, ne, type SQL, sql } from "drizzle-orm";
import { AGENT_VERSIONS_KEPT } from "../../schema/agent-limits.ts";
import { type AgentRow, agents, agentVersions, type AgentVersionRow } from "../../schema/control-plane/index.ts";
import { mustChange, type MustChange, type ScopedDb, type Statement } from "./scoped.ts";

type Own<T> = Omit<T, "tenantId">;

/** Agents an account may have: all of them are read at once wherever one is chosen. */
export const AGENTS_MAX = 50;

/** The account's agents by name. */
export function agentsOf(db: ScopedDb): Promise<AgentRow[]> {
  return db.select(agents, { orderBy: sql`${agents.nameKey}, ${agents.id}`, limit: AGENTS_MAX });
}

/** One of the account's agents. */
export function agentById(db: ScopedDb, id: string): Promise<AgentRow | undefined> {
  return db.first(agents, eq(agents.id, id));
}

/**
 * Adds an agent that is no default yet, unless the account has as many as it may: then the batch fails. Every batch of these verbs ends
 * in `keepDefault` or leaves the default alone.
 */
export function insertAgent(db: ScopedDb, row: Own<AgentRow>): (Statement | MustChange)[] {
  const counted = sql`(SELECT count(*) FROM agents AS other WHERE other.tenant_id = ${agents.tenantId}) <= ${AGENTS_MAX}`;
  return [
    db.insert(agents, { ...row, isDefault: false }),
    mustChange(db.update(agents, { updatedAt: row.updatedAt }, sql`${eq(agents.id, row.id)} AND ${counted}`)),
  ];
}

/** Changes what an agent is into its next version. Fails the batch when it is gone, or no longer the version that was read. */
export function updateAgent(
  db: ScopedDb,
  read: { id: string; version: number },
  set: Pick<AgentRow, "name" | "nameKey" | "systemPrompt" | "model" | "scope" | "updatedAt">,
): MustChange {
  const unchanged = and(eq(agents.id, read.id), eq(agents.version, read.version)) as SQL;
  return mustChange(db.update(agents, { ...set, version: read.version + 1 }, unchanged));
}

/** Keeps what an agent is as one of its versions, and lets the oldest go. */
export function insertVersion(db: ScopedDb, row: Own<AgentVersionRow>): Statement[] {
  const { agentId, version } = row;
  const outdated = and(
    eq(agentVersions.agentId, agentId),
    lte(agentVersions.version, version - AGENT_VERSIONS_KEPT),
  ) as SQL;
  return [db.insert(agentVersions, row), db.delete(agentVersions, outdated)];
}

/** A page of an agent's versions, newest first, and how many there are. */
export async function versionsOf(
  db: ScopedDb,
  agentId: string,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ rows: AgentVersionRow[]; total: number }> {
  const where = eq(agentVersions.agentId, agentId);
  const [rows, total] = await Promise.all([
    db.select(agentVersions, { where, orderBy: desc(agentVersions.version), limit, offset }),
    db.count(agentVersions, where),
  ]);
  return { rows, total };
}

/** What an agent was at one version, as long as that is kept. */
export function versionOf(db: ScopedDb, agentId: string, version: number): Promise<AgentVersionRow | undefined> {
  return db.first(agentVersions, and(eq(agentVersions.agentId, agentId), eq(agentVersions.version, version)) as SQL);
}

/** Makes this agent the default and the one before it none. */
export function moveDefault(db: ScopedDb, id: string): (Statement | MustChange)[] {
  return [
    db.update(agents, { isDefault: false }, sql`${eq(agents.isDefault, true)} AND ${ne(agents.id, id)}`),
    mustChange(db.update(agents, { isDefault: true }, eq(agents.id, id))),
  ];
}

/** Makes this agent the default where the account has none. */
export function keepDefault(db: ScopedDb, id: string): Statement {
  const another = sql`EXISTS (SELECT 1 FROM agents AS other WHERE other.tenant_id = ${agents.tenantId} AND other.is_default = 1)`;
  return db.update(agents, { isDefault: true }, sql`${eq(agents.id, id)} AND NOT ${another}`);
}

/** Deletes the agent with its versions, unless it is the default while there are others: then the batch fails. */
export function deleteAgent(db: ScopedDb, id: string): (Statement | MustChange)[] {
  const others = sql`EXISTS (SELECT 1 FROM agents AS other WHERE other.tenant_id = ${agents.tenantId} AND other.id <> ${agents.id})`;
  return [
    mustChange(db.delete(agents, sql`${eq(agents.id, id)} AND (${eq(agents.isDefault, false)} OR NOT ${others})`)),
    db.delete(agentVersions, eq(agentVersions.agentId, id)),
  ];
}
