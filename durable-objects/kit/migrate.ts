import { createHash } from "node:crypto";

export interface Migration {
  /** File name without folder and `.sql`; its leading number gives the order. */
  name: string;
  sql: string;
}

/**
 * Brings an object's tables to the newest form; call it in the constructor under blockConcurrencyWhile. Each migration commits together with
 * the record of its name and hash. What was applied must be the beginning of `migrations`, in order and unaltered: otherwise this throws
 * and applies nothing, so that two lines of history can never mix in one store. (A migrator that compares time stamps skips a migration
 * merged out of order, in silence.)
 */
export function migrate(storage: DurableObjectStorage, migrations: readonly Migration[]): void {
  storage.sql.exec(
    "CREATE TABLE IF NOT EXISTS migrations (position INTEGER PRIMARY KEY, name TEXT NOT NULL, hash TEXT NOT NULL, applied_at INTEGER NOT NULL)",
  );
  const applied = storage.sql
    .exec<{ name: string; hash: string }>("SELECT name, hash FROM migrations ORDER BY position")
    .toArray();
  assertPrefix(applied, migrations);
  for (let position = applied.length; position < migrations.length; position++) {
    const migration = migrations[position]!;
    storage.transactionSync(() => {
      storage.sql.exec(migration.sql);
      storage.sql.exec(
        "INSERT INTO migrations (position, name, hash, applied_at) VALUES (?, ?, ?, ?)",
        position,
        migration.name,
        hashOf(migration),
        Date.now(),
      );
    });
  }
}

/** Throws, naming the first difference, unless `applied` is how `migrations` begins. */
export function assertPrefix(
  applied: readonly { name: string; hash: string }[],
  migrations: readonly Migration[],
): void {
  for (const [position, { name, hash }] of applied.entries()) {
    const migration = migrations[position];
    if (migration?.name === name && hashOf(migration) === hash) continue;
    const reason =
      migration?.name === name
        ? "its text has changed since"
        : migrations.some((known) => known.name === name)
          ? `its place ${position} is now taken by ${migration?.name ?? "none"}`
          : "this version of the code does not have it";
    throw new Error(`migration ${name} was applied here, but ${reason}: migrations are append-only`);
  }
}

/** Turns what `import.meta.glob("….sql", {query: "?raw", import: "default", eager: true})` gives into migrations, in order of their names. */
export function readMigrations(files: Record<string, string>): Migration[] {
  return Object.entries(files)
    .map(([path, sql]) => ({ name: path.slice(path.lastIndexOf("/") + 1).replace(/\.sql$/, ""), sql }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

const hashes = new WeakMap<Migration, string>();

/** SHA-256, made once per isolate: an isolate starts many objects. */
function hashOf(migration: Migration): string {
  let hash = hashes.get(migration);
  if (hash === undefined) {
    hash = createHash("sha256").update(migration.sql).digest("hex");
    hashes.set(migration, hash);
  }
  return hash;
}
