/**
 * A statement built once per database instead of once per call: building costs several times what running it does. `make` ends in
 * `.prepare()` and takes its values by `sql.placeholder`.
 */
export function prepared<Database extends object, Statement>(
  make: (db: Database) => Statement,
): (db: Database) => Statement {
  const made = new WeakMap<Database, Statement>();
  return (db) => {
    let statement = made.get(db);
    if (statement === undefined) made.set(db, (statement = make(db)));
    return statement;
  };
}
