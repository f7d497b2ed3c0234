import { applyD1Migrations, reset } from "cloudflare:test";
import { env } from "cloudflare:workers";

const FILES = import.meta.glob<string>("../../schema/control-plane/migrations/*.sql", {
  query: "?raw",
  import: "default",
  eager: true,
});

/** Every workerd test file begins with nothing stored but the control plane's own tables, made by the committed migrations. */
await reset();
await applyD1Migrations(
  (env as { DB: D1Database }).DB,
  Object.keys(FILES)
    .sort()
    .map((path) => ({ name: path.slice(path.lastIndexOf("/") + 1), queries: statements(FILES[path] ?? "") })),
);

/** drizzle-kit marks where a statement ends; inside a trigger a semicolon does not. */
function statements(sql: string): string[] {
  return sql
    .split("--> statement-breakpoint")
    .map((statement) => statement.trim())
    .filter((statement) => statement !== "");
}
