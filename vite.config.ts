import { fileURLToPath } from "node:url";
import { cloudflare } from "@cloudflare/vite-plugin";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";
import solid from "vite-plugin-solid";
import { writeModuleIndex } from "./worker/local/module-index.ts";
import { stateFolder } from "./worker/local/state-folder.ts";
import { localVariables } from "./worker/local/variables.ts";

const root = fileURLToPath(new URL(".", import.meta.url));

writeModuleIndex();

/** One build for both halves: the screens to dist/client, the worker to dist/trellis. `vite dev` serves both on one port. */
export default defineConfig(({ command }) => ({
  root: `${root}web`,
  build: { outDir: `${root}dist`, emptyOutDir: true, target: "es2022" },
  // A bundle must never carry local secrets, so they are added when serving only.
  plugins: [
    cloudflare({
      configPath: `${root}wrangler.toml`,
      persistState: { path: `${stateFolder()}/dev` },
      config: command === "serve" ? (worker) => ({ vars: { ...worker.vars, ...localVariables() } }) : {},
    }),
    solid(),
    tailwindcss(),
  ],
  server: { fs: { allow: [root] } },
}));
