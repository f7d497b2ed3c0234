// `npm test`. Runs on Node 20 with nothing installed: only built-in modules here.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { ensureDependencies } from "../worker/local/dependencies.mjs";

try {
  const suite = fileURLToPath(new URL("suite/run.ts", import.meta.url));
  const { status } = spawnSync(ensureDependencies(), [suite, ...process.argv.slice(2)], { stdio: "inherit" });
  process.exitCode = status ?? 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.log("0 passed, 1 failed");
  process.exitCode = 1;
}
