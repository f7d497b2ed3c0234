import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { build } from "vite";
import { REPOSITORY } from "../../worker/local/state-folder.ts";

export interface Floor {
  url: string;
  stop(): Promise<void>;
}

/** Bundles the floor and serves it the way the product is served: Miniflare, a direct socket, objects on disk. */
export async function startFloor(): Promise<Floor> {
  const folder = mkdtempSync(join(tmpdir(), "trellis-floor-"));
  await build({
    configFile: false,
    logLevel: "error",
    root: REPOSITORY,
    build: {
      ssr: join(REPOSITORY, "bench/floor/worker.ts"),
      outDir: folder,
      emptyOutDir: true,
      rolldownOptions: { external: [/^cloudflare:/], output: { entryFileNames: "floor.js" } },
    },
    ssr: { noExternal: true, target: "webworker" },
  });
  const port = await freePort();
  const main = join(folder, "floor.js");
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
          name: "floor",
          compatibilityDate: "2026-11-01",
          // As in wrangler.toml: compressing frames would be most of the floor's work.
          compatibilityFlags: ["no_web_socket_compression"],
          modules: [{ type: "ESModule", path: main, contents: readFileSync(main, "utf8") }],
          modulesRoot: folder,
          durableObjects: { BARE: { className: "Bare", useSQLite: true } },
          unsafeDirectSockets: [{ host: "127.0.0.1", port, entrypoint: "Direct" }],
        },
      ],
    }),
  );
  await miniflare.ready;
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      await miniflare.dispose();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
