import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { unstable_readConfig, unstable_splitSqlQuery } from "wrangler";
import { REPOSITORY } from "./state-folder.ts";

/** The table in which `wrangler d1 migrations` keeps what it applied, made exactly as it makes it. */
const LEDGER = `CREATE TABLE IF NOT EXISTS d1_migrations(
  id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
)`;

/**
 * Brings the control plane's database in a runtime's storage folder up to date before anything is served. Each migration and its entry in the ledger are
 * one transaction. Throws when what was applied is not the beginning of what is committed.
 */
export async function applyMigrations(storage: string): Promise<void> {
  const { id, folder } = configured();
  const migrations = committed(folder);
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      host: "127.0.0.1",
      port: 0,
      cf: false,
      unsafeObservability: false,
      resourcePersistencePath: storage,
      modules: [{ type: "ESModule", path: "empty.js", contents: "export default {}" }],
      d1Databases: { DB: { id } },
    }),
  );
  try {
    const db = await miniflare.getD1Database("DB");
    await db.prepare(LEDGER).run();
    const { results } = await db.prepare("SELECT name FROM d1_migrations ORDER BY id").all<{ name: string }>();
    assertPrefix(
      results.map(({ name }) => name),
      migrations.map(({ name }) => name),
    );
    for (const { name, sql } of migrations.slice(results.length)) {
      const entry = db.prepare("INSERT INTO d1_migrations (name) VALUES (?)").bind(name);
      await db.batch([...unstable_splitSqlQuery(sql).map((statement) => db.prepare(statement)), entry]);
    }
  } finally {
    await miniflare.dispose();
  }
}

function configured(): { id: string; folder: string } {
  type Database = { binding: string; database_id?: string; migrations_dir?: string };
  const databases: Database[] = unstable_readConfig({ config: join(REPOSITORY, "wrangler.toml") }).d1_databases;
  const database = databases.find(({ binding }) => binding === "DB");
  if (!database?.database_id || !database.migrations_dir) throw new Error("wrangler.toml describes no database DB.");
  return { id: database.database_id, folder: join(REPOSITORY, database.migrations_dir) };
}

function committed(folder: string): { name: string; sql: string }[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith(".sql"));
  return names.sort().map((name) => ({ name, sql: readFileSync(join(folder, name), "utf8") }));
}

function assertPrefix(applied: string[], migrations: string[]): void {
  const stranger = applied.findIndex((name, index) => name !== migrations[index]);
  if (stranger === -1) return;
  throw new Error(
    `This state folder was migrated differently: number ${stranger + 1} applied was ${applied[stranger]}, ` +
      `the repository has ${migrations[stranger] ?? "none"}. Use another TRELLIS_STATE, or remove this one to begin anew.`,
  );
}
