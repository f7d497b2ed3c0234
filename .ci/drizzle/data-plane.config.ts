import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "sqlite",
  driver: "durable-sqlite",
  schema: "./schema/data-plane/index.ts",
  out: "./schema/data-plane/migrations",
});
