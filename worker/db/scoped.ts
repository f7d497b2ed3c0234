import { count, eq, type SQL, sql, type SQLWrapper } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { type AnySQLiteColumn, SQLiteAsyncDialect, type SQLiteTable } from "drizzle-orm/sqlite-core";
import { auditHash } from "../../durable-objects/kit/audit-hash.ts";
import { type Actor, auditAuthorOf } from "../../schema/actor.ts";
import { auditJson, type AuditLink, type ChainHead, EMPTY_CHAIN } from "../../schema/audit-chain.ts";
import { audit } from "../../schema/control-plane/index.ts";
import { TrellisError } from "../../schema/errors.ts";
import { newId } from "../../schema/ids.ts";
import type { Env } from "../env.ts";

/** A table whose rows each belong to one tenant. */
export type TenantTable = SQLiteTable & { tenantId: AnySQLiteColumn };
/** One statement of a batch: built, not yet run. */
export type Statement = SQLWrapper;
type Insert<T extends TenantTable> = Omit<T["$inferInsert"], "tenantId">;

/**
 * The only way to tenant rows in D1. It is made for the one tenant an actor was allowed onto, and it puts that tenant's id in every read
 * and write itself: no caller can name another.
 */
export class ScopedDb {
  readonly #d1: D1Database;
  readonly #actor: Actor;

  constructor(env: Pick<Env, "DB">, actor: Actor) {
    this.#d1 = env.DB;
    this.#actor = actor;
  }

  /** Rows of this tenant, at most `limit` (500 unless told). */
  select<T extends TenantTable>(
    table: T,
    options: { where?: SQL | undefined; orderBy?: SQL; limit?: number; offset?: number } = {},
  ): Promise<T["$inferSelect"][]> {
    const query = drizzle(this.#d1)
      .select()
      .from(table as SQLiteTable)
      .where(this.#own(table, options.where))
      .$dynamic();
    if (options.orderBy) query.orderBy(options.orderBy);
    if (options.offset !== undefined) query.offset(options.offset);
    return query.limit(options.limit ?? 500) as unknown as Promise<T["$inferSelect"][]>;
  }

  /** The first such row, or undefined. */
  async first<T extends TenantTable>(table: T, where: SQL): Promise<T["$inferSelect"] | undefined> {
    return (await this.select(table, { where, limit: 1 }))[0];
  }

  /** How many rows of this tenant match. */
  async count<T extends TenantTable>(table: T, where: SQL): Promise<number> {
    return drizzle(this.#d1).$count(table, this.#own(table, where));
  }

  /** How many rows of this tenant match, by what stands in a column. */
  async tally<T extends TenantTable>(table: T, by: AnySQLiteColumn, where: SQL): Promise<Map<string, number>> {
    const rows = await drizzle(this.#d1)
      .select({ value: sql<string>`${by}`, rows: count() })
      .from(table as SQLiteTable)
      .where(this.#own(table, where))
      .groupBy(by);
    return new Map(rows.map(({ value, rows: found }) => [value, found]));
  }

  /** A statement that inserts a row of this tenant. */
  insert<T extends TenantTable>(table: T, values: Insert<T>): Statement {
    return drizzle(this.#d1)
      .insert(table as SQLiteTable)
      .values({ ...values, tenantId: this.#actor.tenantId });
  }

  /** A statement that inserts a row of this tenant, or overwrites the one of the same key. */
  upsert<T extends TenantTable>(
    table: T,
    values: Insert<T>,
    key: AnySQLiteColumn[],
    set: { [Column in keyof Insert<T>]?: Insert<T>[Column] | SQL },
  ): Statement {
    return drizzle(this.#d1)
      .insert(table as SQLiteTable)
      .values({ ...values, tenantId: this.#actor.tenantId })
      .onConflictDoUpdate({ target: [table.tenantId, ...key], set: withoutTenant(set) });
  }

  /** A statement that changes this tenant's rows that match. The tenant of a row is not among what it can set. */
  update<T extends TenantTable>(table: T, set: Partial<Insert<T>>, where: SQL): Statement {
    return drizzle(this.#d1)
      .update(table as SQLiteTable)
      .set(withoutTenant(set))
      .where(this.#own(table, where));
  }

  /** A statement that deletes this tenant's rows that match. */
  delete<T extends TenantTable>(table: T, where: SQL): Statement {
    return drizzle(this.#d1)
      .delete(table as SQLiteTable)
      .where(this.#own(table, where));
  }

  /**
   * Commits writes and their audit row as one batch: all, or none. A write wrapped in `mustChange` fails the batch with `otherwise` when
   * it changed nothing, which is how a check and its write are one.
   */
  async commit(mutation: {
    audit: AuditEntry;
    writes: readonly (Statement | MustChange)[];
    /** Rows in the logs of other tenants that the same act concerns, by the databases of their own. */
    also?: readonly { db: ScopedDb; audit: AuditEntry }[];
    otherwise?: TrellisError;
  }): Promise<void> {
    const statements = mutation.writes.flatMap((write) =>
      "mustChange" in write ? [write.mustChange, GUARD] : [write],
    );
    for (let tried = 1; ; tried += 1) {
      const trails = [{ db: this as ScopedDb, audit: mutation.audit }, ...(mutation.also ?? [])];
      const heads = await Promise.all(trails.map(({ db }) => db.chainHead()));
      // Built at once and not awaited: a statement of drizzle's runs when it is.
      const rows = trails.map(({ db, audit: entry }, n) => db.#auditRow(entry, heads[n] ?? NO_HEAD));
      try {
        return await this.#batch([...statements, ...rows]);
      } catch (error) {
        if (isGuardFailure(error)) throw mutation.otherwise ?? new TrellisError("conflict");
        // Another mutation of this tenant took the number meanwhile: the whole batch was undone, and goes again behind it.
        if (!isTaken(error, "audit.seq")) throw error;
        if (tried === CHAIN_TRIES) throw new TrellisError("unavailable");
        await scheduler.wait(waitBefore(tried));
      }
    }
  }

  /** Commits the machinery's own bookkeeping as one batch. It is nobody's act and leaves no audit row. */
  async bookkeep(writes: readonly [Statement, ...Statement[]]): Promise<void> {
    await this.#batch(writes);
  }

  /** Written to D1 itself: drizzle's own batch cannot bind the values of a hand-written statement. */
  async #batch(statements: readonly Statement[]): Promise<void> {
    const bound = statements.map((statement) => {
      const { sql: text, params } = DIALECT.sqlToQuery(statement.getSQL());
      return this.#d1.prepare(text).bind(...params);
    });
    await this.#d1.batch(bound);
  }

  /** Where the tenant's chain of audit rows stands. */
  async chainHead(): Promise<TimedHead> {
    const found = await this.#d1.prepare(CHAIN_HEAD).bind(this.#actor.tenantId).first<TimedHead>();
    return found ?? NO_HEAD;
  }

  #auditRow(entry: AuditEntry, head: TimedHead): Statement {
    const link: AuditLink = {
      tenantId: this.#actor.tenantId,
      seq: head.seq + 1,
      prevHash: head.hash,
      id: newId("audit"),
      // Later than the row before, whatever this machine's clock says: whoever pages through the log misses none that is added meanwhile.
      at: Math.max(Date.now(), head.at + 1),
      ...auditAuthorOf(this.#actor),
      action: entry.action,
      entity: entry.entity,
      entityId: entry.entityId,
      before: auditJson(entry.before),
      after: auditJson(entry.after),
      requestId: this.#actor.requestId ?? null,
    };
    return this.insert(audit, { ...link, hash: auditHash(link) });
  }

  #own(table: TenantTable, where: SQL | undefined): SQL {
    const own = eq(table.tenantId, this.#actor.tenantId);
    // In brackets of its own, so that an OR in a hand-written condition cannot reach past the tenant.
    return where ? sql`${own} and (${where})` : own;
  }
}

/** What may be set: never whose the row is, whatever a cast let through. */
function withoutTenant(set: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(set).filter(([key]) => key !== "tenantId"));
}

/** What the audit log says of a mutation. `before` and `after` hold no secret. */
export interface AuditEntry {
  action: `${string}.${string}`;
  entity: string;
  entityId: string;
  before?: unknown;
  after?: unknown;
}

/** A write whose changing nothing fails the batch. */
export interface MustChange {
  mustChange: Statement;
}
export function mustChange(statement: Statement): MustChange {
  return { mustChange: statement };
}

/** Mutations of one tenant at the same moment make way for one another so many times. */
const CHAIN_TRIES = 40;
const CHAIN_WAIT_MAX_MS = 80;

/** A wait of any length up to a bound that grows with the tries, so that those who collided do not meet again. */
function waitBefore(tried: number): number {
  const chance = (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32;
  return chance * Math.min(CHAIN_WAIT_MAX_MS, 4 * tried);
}

type TimedHead = ChainHead & { at: number };
const NO_HEAD: TimedHead = { ...EMPTY_CHAIN, at: 0 };
const CHAIN_HEAD = "SELECT seq, hash, at FROM audit WHERE tenant_id = ? AND seq IS NOT NULL ORDER BY seq DESC LIMIT 1";

const DIALECT = new SQLiteAsyncDialect();
const GUARD = sql`INSERT INTO batch_guard (ok) SELECT 0 WHERE changes() = 0`;

function isGuardFailure(error: unknown): boolean {
  return messagesOf(error).some((message) => message.includes("CHECK constraint failed: ok"));
}

/** Whether D1 refused because a unique key is taken; `key` is `table.column` of the constraint. */
export function isTaken(error: unknown, key: string): boolean {
  return messagesOf(error).some((message) => message.includes("UNIQUE constraint failed") && message.includes(key));
}

/** The messages of an error and its causes: drizzle wraps what D1 said. */
function messagesOf(error: unknown): string[] {
  const messages: string[] = [];
  for (let current = error; current instanceof Error; current = current.cause) messages.push(current.message);
  return messages;
}
