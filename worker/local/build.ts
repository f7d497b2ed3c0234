import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, globSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { writeModuleIndex } from "./module-index.ts";
import { REPOSITORY } from "./state-folder.ts";
import { withLock } from "./with-lock.ts";

const SOURCES = [
  "{schema,modules,durable-objects,worker,web}/**/*",
  "package-lock.json",
  "vite.config.ts",
  "wrangler.toml",
];
const NOT_BUILT = /\.test\.tsx?$|^web\/e2e\/|^worker\/local\//;
const STAMP = join(REPOSITORY, "dist/sources.sha256");

/**
 * Builds the product into dist/, unless dist/ was made from exactly these sources. One build at a time. `onBuild` hears that
 * it takes a moment. Throws with the builder's own words.
 */
export async function buildWhenChanged(onBuild: () => void = () => {}): Promise<void> {
  writeModuleIndex();
  if (stamped() === sourcesHash()) return;
  await withLock(join(REPOSITORY, "node_modules/.trellis-build"), () => {
    const hash = sourcesHash();
    if (stamped() === hash) return;
    onBuild();
    rmSync(STAMP, { force: true });
    const vite = join(REPOSITORY, "node_modules/vite/bin/vite.js");
    const { status, stdout, stderr } = spawnSync(process.execPath, [vite, "build", "--logLevel", "warn"], {
      cwd: REPOSITORY,
      encoding: "utf8",
      env: { ...process.env, NODE_ENV: "production" },
    });
    if (status !== 0) throw new Error(`The build failed.\n${stripVTControlCharacters(stdout + stderr)}`);
    writeFileSync(STAMP, hash);
  });
}

function stamped(): string | undefined {
  return existsSync(STAMP) ? readFileSync(STAMP, "utf8") : undefined;
}

function sourcesHash(): string {
  const hash = createHash("sha256");
  for (const path of globSync(SOURCES, { cwd: REPOSITORY }).sort()) {
    const absolute = join(REPOSITORY, path);
    if (NOT_BUILT.test(path) || !statSync(absolute).isFile()) continue;
    hash.update(`${path}\0`).update(readFileSync(absolute)).update("\0");
  }
  return hash.digest("hex");
}
