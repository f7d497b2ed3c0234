import type { Env } from "../env.ts";

/** So many statements go in one call at most, unless one batch alone has more. */
const MOST = 400;
/** A join may bring two columns of one name, which a batch answers as one. */
const GATHERS = /^\s*select\b(?![\s\S]*\bjoin\b)/i;

/** The same surroundings, whose database is asked as `gatherCalls` has it. */
export function withGatheredCalls(env: Env): Env {
  return Object.create(env, { DB: { value: gatherCalls(env.DB) } }) as Env;
}

/**
 * The same database, for work that does many like things side by side: what they read and commit at one moment goes in one call. Each is answered
 * for itself, and a batch is as whole as before: where the call fails, which undoes all of it, each is done by itself. So what is gathered must
 * bear to be asked twice, as everything does that a queue delivers at least once. It keeps nothing: what is read is read then.
 */
export function gatherCalls(d1: D1Database): D1Database {
  const calls = new Calls(d1);
  const originals = new WeakMap<object, D1PreparedStatement>();
  const read = async (statement: D1PreparedStatement) => {
    const [rows] = await calls.ask([statement]);
    if (rows === undefined) throw new Error("the database left a read unanswered");
    return rows;
  };
  const gathered = (statement: D1PreparedStatement): D1PreparedStatement => {
    const wrapped = new Proxy(statement, {
      get(target, property) {
        switch (property) {
          case "bind":
            return (...values: unknown[]) => gathered(target.bind(...values));
          case "all":
            return () => read(target);
          case "first":
            return async (column?: string) => {
              const [row] = (await read(target)).results;
              return row === undefined ? null : column === undefined ? row : row[column];
            };
          case "raw":
            return async (options?: { columnNames?: boolean }) =>
              options?.columnNames
                ? target.raw({ columnNames: true })
                : (await read(target)).results.map(Object.values);
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
        return (statements: D1PreparedStatement[]) => calls.ask(statements.map((one) => originals.get(one) ?? one));
      return bound(target, property);
    },
  });
}

type Rows = D1Result<Record<string, unknown>>;
interface Waiting {
  statements: D1PreparedStatement[];
  resolve: (rows: Rows[]) => void;
  reject: (error: unknown) => void;
}

/** What waits to be asked, while a call is under way. */
class Calls {
  readonly #d1: D1Database;
  #waiting: Waiting[] = [];
  #isAsking = false;

  constructor(d1: D1Database) {
    this.#d1 = d1;
  }

  ask(statements: D1PreparedStatement[]): Promise<Rows[]> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ statements, resolve, reject });
      if (!this.#isAsking) void this.#askAll();
    });
  }

  async #askAll(): Promise<void> {
    this.#isAsking = true;
    // Whoever goes on at this moment asks along.
    await scheduler.wait(0);
    while (this.#waiting.length > 0) {
      await this.#askSome(this.#next());
      await scheduler.wait(0);
    }
    this.#isAsking = false;
  }

  #next(): Waiting[] {
    let statements = 0;
    const past = this.#waiting.findIndex((one) => (statements += one.statements.length) > MOST);
    return this.#waiting.splice(0, past < 0 ? this.#waiting.length : Math.max(1, past));
  }

  async #askSome(some: readonly Waiting[]): Promise<void> {
    if (some.length === 1) return this.#askAlone(some);
    let rows: Rows[];
    try {
      rows = await this.#d1.batch(some.flatMap(({ statements }) => statements));
    } catch {
      // What cannot be done fails for itself, and not for the others.
      return this.#askAlone(some);
    }
    let from = 0;
    for (const { statements, resolve } of some) resolve(rows.slice(from, (from += statements.length)));
  }

  async #askAlone(some: readonly Waiting[]): Promise<void> {
    for (const { statements, resolve, reject } of some)
      await this.#d1.batch<Record<string, unknown>>(statements).then(resolve, reject);
  }
}

/** Methods of a binding must be called on the binding itself. */
function bound(target: object, property: string | symbol): unknown {
  const value = Reflect.get(target, property) as unknown;
  return typeof value === "function" ? (value.bind(target) as unknown) : value;
}
