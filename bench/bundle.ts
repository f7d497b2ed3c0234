import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { startRuntime } from "../worker/local/runtime.ts";
import { REPOSITORY } from "../worker/local/state-folder.ts";
import { freePort } from "./kit/free-port.ts";
import { serveBundle } from "./kit/serve-bundle.ts";

const STARTS = 5;

/** What is deployed as the Worker, and what it takes to start. */
export interface BundleCost {
  /** Every module of the Worker, bytes. */
  raw: number;
  gzip: number;
  /** From starting the runtime to its first answer, milliseconds, the median of five: the product, and a Worker of a few lines. */
  startMs: number;
  floorStartMs: number;
}

/** Measures the build in dist/. */
export async function measureBundle(): Promise<BundleCost> {
  const modules = globSync("dist/trellis/**/*.{js,mjs}", { cwd: REPOSITORY }).map((path) =>
    readFileSync(join(REPOSITORY, path)),
  );
  const starts: [number[], number[]] = [[], []];
  for (let n = 0; n < STARTS; n++) {
    starts[0].push(await startOnce());
    const floor = await serveBundle("bench/floor/worker.ts", { BARE: "Bare" });
    starts[1].push(floor.startedMs);
    await floor.stop();
  }
  return {
    raw: modules.reduce((sum, module) => sum + module.length, 0),
    gzip: modules.reduce((sum, module) => sum + gzipSync(module, { level: 9 }).length, 0),
    startMs: median(starts[0]),
    floorStartMs: median(starts[1]),
  };
}

async function startOnce(): Promise<number> {
  const storage = mkdtempSync(join(tmpdir(), "trellis-start-"));
  const port = await freePort();
  const started = performance.now();
  const served = join(REPOSITORY, "dist");
  const runtime = await startRuntime({ served, storage, host: "127.0.0.1", port, variables: {}, onLog: () => {} });
  try {
    await (await fetch(`http://127.0.0.1:${port}/api/nothing`)).text();
    return performance.now() - started;
  } finally {
    await runtime.stop();
    rmSync(storage, { recursive: true, force: true });
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
