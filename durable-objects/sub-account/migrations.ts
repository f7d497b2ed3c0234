import { readMigrations } from "../kit/migrate.ts";

/** Every migration of the data plane, oldest first. */
export const MIGRATIONS = readMigrations(
  import.meta.glob<string>("../../schema/data-plane/migrations/*.sql", {
    query: "?raw",
    import: "default",
    eager: true,
  }),
);
