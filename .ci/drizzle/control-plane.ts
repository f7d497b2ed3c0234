import { defineConfig } from "drizzle-kit";

/** `npm run migrations:control-plane`: SQL for D1. Review what it writes: it emits no WITHOUT ROWID and rebuilds by copying. */
export default defineConfig({
  dialect: "sqlite",
  schema: "./schema/control-plane/index.ts",
  out: "./schema/control-plane/migrations",
});
