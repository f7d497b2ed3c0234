import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { freePort } from "../../worker/local/testing/free-port.ts";

export interface Served {
  url: string;
  /** From starting the runtime to its first answer, milliseconds. */
  startedMs: number;
  stop(): Promise<void>;
}

/** A queue that the Worker sends to and takes from. */
export interface BenchQueue {
  binding: string;
  name: string;
  maxBatchSize: number;
  maxBatchTimeoutSeconds: number;
}

/**
 * Serves a Worker that is built the way the product is served: Miniflare, a direct socket to `Direct`, objects on disk; with no other binding but a queue where one is told.
 * `objects` maps bindings to class names.
 */
export async function serveModules(main: string, objects: Record<string, string>, queue?: BenchQueue): Promise<Served> {
  const storage = mkdtempSync(join(tmpdir(), "trellis-bench-"));
  const port = await freePort();
  const folder = dirname(main);
  const others = globSync("**/*.{js,mjs}", { cwd: folder }).map((path) => join(folder, path));
  const paths = [main, ...others.filter((path) => path !== main).sort()];
  const modules = paths.map((path) => ({ type: "ESModule" as const, path, contents: readFileSync(path, "utf8") }));
  const started = performance.now();
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      host: "127.0.0.1",
      port: 0,
      cf: false,
      logRequests: false,
      unsafeObservability: false,
      resourcePersistencePath: storage,
      workers: [
        {
          name: "bench",
          compatibilityDate: "2026-11-01",
          // As in wrangler.toml: compressing frames would be most of a bare object's work.
          compatibilityFlags: ["nodejs_compat", "no_web_socket_compression"],
          modules,
          modulesRoot: folder,
          durableObjects: Object.fromEntries(
            Object.entries(objects).map(([binding, className]) => [binding, { className, useSQLite: true }]),
          ),
          ...(queue === undefined ? {} : queueOptions(queue)),
          unsafeDirectSockets: [{ host: "127.0.0.1", port, entrypoint: "Direct" }],
        },
      ],
    }),
  );
  await miniflare.ready;
  const url = `http://127.0.0.1:${port}`;
  await (await fetch(`${url}/api/nothing`)).text();
  return {
    url,
    startedMs: performance.now() - started,
    async stop() {
      await miniflare.dispose();
      rmSync(storage, { recursive: true, force: true });
    },
  };
}

function queueOptions({ binding, name, maxBatchSize, maxBatchTimeoutSeconds }: BenchQueue) {
  return {
    queueProducers: { [binding]: name },
    queueConsumers: { [name]: { maxBatchSize, maxBatchTimeout: maxBatchTimeoutSeconds } },
  };
}
