import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "sqlite",
  schema: "./schema/control-plane/index.ts",
  out: "./schema/control-plane/migrations",
});
