import { defineConfig } from "drizzle-kit";

/** `npm run migrations:data-plane`: SQL for a sub-account's object. Append-only: objects assert the prefix they applied. */
export default defineConfig({
  dialect: "sqlite",
  schema: "./schema/data-plane/index.ts",
  out: "./schema/data-plane/migrations",
});
