import { eq, type SQL, sql, type SQLWrapper } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { type AnySQLiteColumn, SQLiteAsyncDialect, type SQLiteTable } from "drizzle-orm/sqlite-core";
import { type Actor, authorOf } from "../../schema/actor.ts";
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
    options: { where?: SQL; orderBy?: SQL; limit?: number } = {},
  ): Promise<T["$inferSelect"][]> {
    const query = drizzle(this.#d1)
      .select()
      .from(table as SQLiteTable)
      .where(this.#own(table, options.where))
      .$dynamic();
    if (options.orderBy) query.orderBy(options.orderBy);
    return query.limit(options.limit ?? 500) as unknown as Promise<T["$inferSelect"][]>;
  }

  /** The first such row, or undefined. */
  async first<T extends TenantTable>(table: T, where: SQL): Promise<T["$inferSelect"] | undefined> {
    return (await this.select(table, { where, limit: 1 }))[0];
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
    set: Partial<Insert<T>>,
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
    otherwise?: TrellisError;
  }): Promise<void> {
    const statements = mutation.writes.flatMap((write) =>
      "mustChange" in write ? [write.mustChange, GUARD] : [write],
    );
    try {
      await this.#batch([...statements, this.#auditRow(mutation.audit)]);
    } catch (error) {
      if (isGuardFailure(error)) throw mutation.otherwise ?? new TrellisError("conflict");
      throw error;
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

  #auditRow(entry: AuditEntry): Statement {
    const author = authorOf(this.#actor);
    return this.insert(audit, {
      id: newId("audit"),
      at: Date.now(),
      actorType: author.type,
      actorId: author.id,
      actorName: author.name,
      action: entry.action,
      entity: entry.entity,
      entityId: entry.entityId,
      before: entry.before ?? null,
      after: entry.after ?? null,
      requestId: this.#actor.requestId ?? null,
    });
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
