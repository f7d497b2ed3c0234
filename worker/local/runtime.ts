import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { unstable_getMiniflareWorkerOptions } from "wrangler";

export type Runtime = {
  /** Fires the worker's scheduled handler, which is also how it is told to boot and to seed. Throws when it failed. */
  tick(cron: string): Promise<void>;
  stop(): Promise<void>;
};

type Options = {
  served: string;
  /** Folder of the databases, objects and buckets. */
  storage: string;
  host: string;
  port: number;
  variables: Record<string, string>;
  onLog(level: string, message: string): void;
};

/**
 * Serves a built worker with its data in the state folder. The port leads straight to the worker's `Direct` entry point: the
 * proxies that development servers put in front cost most of the throughput.
 */
export async function startRuntime({ served, storage, host, port, variables, onLog }: Options): Promise<Runtime> {
  const { main, workerOptions } = unstable_getMiniflareWorkerOptions(join(served, "trellis/wrangler.json"));
  if (main === undefined) throw new Error("The build has no worker in it.");
  // The bundle's modules are listed one by one; rules would look for more than there are.
  const { modulesRules: _, ...options } = workerOptions;
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      host: "127.0.0.1",
      port: 0,
      cf: false,
      logRequests: false,
      unsafeObservability: false,
      resourcePersistencePath: storage,
      handleStructuredLogs: ({ level, message }) => onLog(level, message),
      workers: [
        {
          ...options,
          name: "trellis",
          modules: modulesOf(main),
          modulesRoot: dirname(main),
          bindings: { ...(options.bindings as Record<string, string> | undefined), ...variables },
          unsafeDirectSockets: [{ host, port, entrypoint: "Direct" }],
        },
      ],
    }),
  );
  await miniflare.ready;
  const worker = await miniflare.getWorker();
  return {
    async tick(cron) {
      const { outcome } = await worker.scheduled({ cron });
      if (outcome !== "ok")
        throw new Error(`The worker did not finish ${cron} (${outcome}); see worker.log in the state folder.`);
    },
    stop: () => miniflare.dispose(),
  };
}

/** The entry first, which makes it the worker's main module, then the chunks it loads. */
function modulesOf(main: string): { type: "ESModule"; path: string; contents: string }[] {
  const folder = dirname(main);
  const chunks = globSync("**/*.{js,mjs}", { cwd: folder }).map((path) => join(folder, path));
  const paths = [main, ...chunks.filter((path) => path !== main).sort()];
  return paths.map((path) => ({ type: "ESModule", path, contents: readFileSync(path, "utf8") }));
}
