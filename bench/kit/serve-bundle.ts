import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "vite";
import { REPOSITORY } from "../../worker/local/state-folder.ts";
import { type BenchQueue, serveModules, type Served } from "./serve-modules.ts";

/** Bundles a Worker of the benchmarks and serves it. */
export async function serveBundle(entry: string, objects: Record<string, string>, queue?: BenchQueue): Promise<Served> {
  const folder = mkdtempSync(join(tmpdir(), "trellis-bundle-"));
  await build({
    configFile: false,
    logLevel: "error",
    root: REPOSITORY,
    build: {
      ssr: join(REPOSITORY, entry),
      outDir: folder,
      emptyOutDir: true,
      rolldownOptions: {
        external: [/^cloudflare:/, /^node:/],
        output: { entryFileNames: "worker.js", codeSplitting: false },
      },
    },
    ssr: { noExternal: true, target: "webworker" },
  });
  const served = await serveModules(join(folder, "worker.js"), objects, queue);
  return {
    ...served,
    async stop() {
      await served.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
