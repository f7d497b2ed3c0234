/** When the process dies: at its n-th call to the database (from 1), just before the call or when it was carried out but not yet heard of. */
export interface Death {
  call: number;
  when: "before" | "after";
}

export class Died extends Error {
  override name = "Died";
}

/**
 * A database whose caller dies at one of its calls: everything from there on fails. Counts the calls, so that a test can go through all of
 * them.
 */
export function faultyD1(d1: D1Database, death: Death | undefined): { d1: D1Database; calls(): number } {
  let calls = 0;
  let dead = false;
  const originals = new WeakMap<object, D1PreparedStatement>();

  const carryOut = async <T>(work: () => Promise<T>): Promise<T> => {
    calls += 1;
    // Others may be under way by the time this one is answered.
    const dies = death?.call === calls;
    if (dead || (dies && death.when === "before")) {
      dead = true;
      throw new Died();
    }
    const result = await work();
    if (!dies) return result;
    dead = true;
    throw new Died();
  };
  const statement = (original: D1PreparedStatement): D1PreparedStatement => {
    const wrapped = new Proxy(original, {
      get(target, property) {
        if (property === "bind") return (...values: unknown[]) => statement(target.bind(...values));
        const method = Reflect.get(target, property) as unknown;
        if (typeof method !== "function") return method;
        return (...args: unknown[]) => carryOut(() => Reflect.apply(method, target, args) as Promise<unknown>);
      },
    });
    originals.set(wrapped, original);
    return wrapped;
  };
  const wrapped = new Proxy(d1, {
    get(target, property) {
      if (property === "prepare") return (sql: string) => statement(target.prepare(sql));
      if (property === "batch") {
        return (statements: D1PreparedStatement[]) =>
          carryOut(() => target.batch(statements.map((one) => originals.get(one) ?? one)));
      }
      return Reflect.get(target, property) as unknown;
    },
  });
  return { d1: wrapped, calls: () => calls };
}
