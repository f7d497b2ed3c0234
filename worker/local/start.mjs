// `npm start` and `npm run dev`. Runs on Node 20 with nothing installed: only built-in modules here.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { ensureDependencies } from "./dependencies.mjs";

const PARENT_CHECK_MS = 500;
const next = new URL(process.argv.includes("--dev") ? "dev.ts" : "serve.ts", import.meta.url);

endWithNpm();
try {
  const node = ensureDependencies();
  if (node === process.execPath) await import(next.href);
  else handOver(node);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  // Ends what was started on the way, too.
  process.exit(1);
}

/** npm that is told to end takes its shell along but not what runs in it, and the port would stay taken. */
function endWithNpm() {
  if (process.env["npm_lifecycle_event"] === undefined) return;
  const shell = process.ppid;
  setInterval(() => {
    if (process.ppid !== shell) process.kill(process.pid, "SIGTERM");
  }, PARENT_CHECK_MS).unref();
}

/**
 * Starts again under the Node that reads TypeScript, in the same terminal, and ends as it ends. The channel lets that process
 * notice when this one is gone.
 * @param {string} node
 */
function handOver(node) {
  const args = [fileURLToPath(import.meta.url), ...process.argv.slice(2)];
  const child = spawn(node, args, { stdio: ["inherit", "inherit", "inherit", "ipc"] });
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
    process.on(signal, () => child.kill(signal));
  }
  child.on("exit", (code) => {
    process.exitCode = code ?? 1;
  });
}
