import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { build } from "vite";
import { REPOSITORY } from "../../worker/local/state-folder.ts";
import { freePort } from "./free-port.ts";

export interface Served {
  url: string;
  /** From starting the runtime to its first answer, milliseconds. */
  startedMs: number;
  stop(): Promise<void>;
}

/** Bundles a Worker of the benchmarks and serves it the way the product is served: Miniflare, a direct socket to `Direct`, objects on disk. */
export async function serveBundle(entry: string, objects: Record<string, string>): Promise<Served> {
  const folder = mkdtempSync(join(tmpdir(), "trellis-bench-"));
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
  const port = await freePort();
  const main = join(folder, "worker.js");
  const started = performance.now();
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      host: "127.0.0.1",
      port: 0,
      cf: false,
      logRequests: false,
      unsafeObservability: false,
      resourcePersistencePath: join(folder, "storage"),
      workers: [
        {
          name: "bench",
          compatibilityDate: "2026-11-01",
          // As in wrangler.toml: compressing frames would be most of a bare object's work.
          compatibilityFlags: ["nodejs_compat", "no_web_socket_compression"],
          modules: [{ type: "ESModule", path: main, contents: readFileSync(main, "utf8") }],
          modulesRoot: folder,
          durableObjects: Object.fromEntries(
            Object.entries(objects).map(([binding, className]) => [binding, { className, useSQLite: true }]),
          ),
          unsafeDirectSockets: [{ host: "127.0.0.1", port, entrypoint: "Direct" }],
        },
      ],
    }),
  );
  await miniflare.ready;
  const url = `http://127.0.0.1:${port}`;
  await (await fetch(url)).text();
  return {
    url,
    startedMs: performance.now() - started,
    async stop() {
      await miniflare.dispose();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
