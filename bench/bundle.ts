import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { REPOSITORY } from "../worker/local/state-folder.ts";
import { serveBundle } from "./kit/serve-bundle.ts";
import { serveModules } from "./kit/serve-modules.ts";

const STARTS = 5;

/** What is deployed as the Worker, and what it takes to start. */
export interface BundleCost {
  /** Every module of the Worker, bytes. */
  raw: number;
  gzip: number;
  /** From starting the runtime to its first answer, milliseconds, the median of five: with the product's modules, and with a few lines. */
  startMs: number;
  floorStartMs: number;
}

/** Measures the build in dist/. Both Workers start with no binding but their objects, so that they differ by their code alone. */
export async function measureBundle(): Promise<BundleCost> {
  const folder = join(REPOSITORY, "dist/trellis");
  const { main } = JSON.parse(readFileSync(join(folder, "wrangler.json"), "utf8")) as { main: string };
  const modules = globSync("**/*.{js,mjs}", { cwd: folder }).map((path) => readFileSync(join(folder, path)));
  const starts: [number[], number[]] = [[], []];
  for (let n = 0; n < STARTS; n++) {
    const product = await serveModules(join(folder, main), { SUB_ACCOUNT: "SubAccount" });
    starts[0].push(product.startedMs);
    await product.stop();
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

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
