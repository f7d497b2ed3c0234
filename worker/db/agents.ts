import { eq, ne, sql } from "drizzle-orm";
import { type AgentRow, agents } from "../../schema/control-plane/index.ts";
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

/** Changes what is given, except who is the default. Fails the batch when the agent is gone. */
export function updateAgent(
  db: ScopedDb,
  id: string,
  set: Partial<Omit<Own<AgentRow>, "id" | "isDefault">>,
): MustChange {
  return mustChange(db.update(agents, set, eq(agents.id, id)));
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

/** Deletes the agent, unless it is the default while there are others: then the batch fails. */
export function deleteAgent(db: ScopedDb, id: string): MustChange {
  const others = sql`EXISTS (SELECT 1 FROM agents AS other WHERE other.tenant_id = ${agents.tenantId} AND other.id <> ${agents.id})`;
  return mustChange(db.delete(agents, sql`${eq(agents.id, id)} AND (${eq(agents.isDefault, false)} OR NOT ${others})`));
}
