import type { Env } from "../env.ts";

/** So many statements go in one call at most. */
const MOST = 50;
/** A join may bring two columns of one name, which a batch answers as one. */
const GATHERS = /^\s*select\b(?![\s\S]*\bjoin\b)/i;

/** The same surroundings, whose database is read as `gatherReads` has it. */
export function withGatheredReads(env: Env): Env {
  return Object.create(env, { DB: { value: gatherReads(env.DB) } }) as Env;
}

/**
 * The same database, for work that does many like things at once: what they read at one moment is asked for in one call, each read answered for
 * itself. Writes, and batches, go as they are. It keeps nothing: what is read is read then.
 */
export function gatherReads(d1: D1Database): D1Database {
  const reads = new Reads(d1);
  const originals = new WeakMap<object, D1PreparedStatement>();
  const gathered = (statement: D1PreparedStatement): D1PreparedStatement => {
    const wrapped = new Proxy(statement, {
      get(target, property) {
        switch (property) {
          case "bind":
            return (...values: unknown[]) => gathered(target.bind(...values));
          case "all":
            return () => reads.ask(target);
          case "first":
            return async (column?: string) => {
              const [row] = (await reads.ask(target)).results;
              return row === undefined ? null : column === undefined ? row : row[column];
            };
          case "raw":
            return async (options?: { columnNames?: boolean }) =>
              options?.columnNames
                ? target.raw({ columnNames: true })
                : (await reads.ask(target)).results.map(Object.values);
          default:
            return bound(target, property);
        }
      },
    });
    originals.set(wrapped, statement);
    return wrapped;
  };
  return new Proxy(d1, {
    get(target, property) {
      if (property === "prepare")
        return (sql: string) => (GATHERS.test(sql) ? gathered(target.prepare(sql)) : target.prepare(sql));
      if (property === "batch")
        return (statements: D1PreparedStatement[]) => target.batch(statements.map((one) => originals.get(one) ?? one));
      return bound(target, property);
    },
  });
}

type Rows = D1Result<Record<string, unknown>>;
interface Waiting {
  statement: D1PreparedStatement;
  resolve: (rows: Rows) => void;
  reject: (error: unknown) => void;
}

class Reads {
  readonly #d1: D1Database;
  #waiting: Waiting[] = [];
  #isAsking = false;

  constructor(d1: D1Database) {
    this.#d1 = d1;
  }

  ask(statement: D1PreparedStatement): Promise<Rows> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ statement, resolve, reject });
      if (!this.#isAsking) void this.#askAll();
    });
  }

  async #askAll(): Promise<void> {
    this.#isAsking = true;
    // Whoever goes on at this moment asks along.
    await scheduler.wait(0);
    while (this.#waiting.length > 0) {
      const some = this.#waiting.splice(0, MOST);
      try {
        const found = await this.#d1.batch<Record<string, unknown>>(some.map(({ statement }) => statement));
        for (const [n, { resolve, reject }] of some.entries()) {
          const rows = found[n];
          if (rows === undefined) reject(new Error("the database left a read unanswered"));
          else resolve(rows);
        }
      } catch {
        // One that cannot be answered fails for itself, and not for the others.
        for (const { statement, resolve, reject } of some)
          statement.all<Record<string, unknown>>().then(resolve, reject);
      }
      await scheduler.wait(0);
    }
    this.#isAsking = false;
  }
}

/** Methods of a binding must be called on the binding itself. */
function bound(target: object, property: string | symbol): unknown {
  const value = Reflect.get(target, property) as unknown;
  return typeof value === "function" ? (value.bind(target) as unknown) : value;
}
