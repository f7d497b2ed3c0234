import { closeSync, cpSync, openSync, rmSync, writeSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { announce } from "./announce.ts";
import { buildWhenChanged } from "./build.ts";
import { startClock } from "./clock.ts";
import { endEarlierRun, recordRun } from "./earlier-run.ts";
import { applyMigrations } from "./migrate.ts";
import { startRuntime } from "./runtime.ts";
import { REPOSITORY, stateFolder } from "./state-folder.ts";
import { localVariables } from "./variables.ts";

const RUNTIME_CHECK_MS = 1_000;

/** `npm start`: the built product on one port of this machine, with everything it needs made on the way. */
let ending = false;
const state = stateFolder();
const host = process.env["HOST"] || "127.0.0.1";
await endEarlierRun(state);
const port = await openPort(host, Number(process.env["PORT"] || 8787));
await buildWhenChanged(() => console.log("Building …"));

// A later build must not pull the files from under a running server, so each run serves its own copy.
const served = join(state, "served");
rmSync(served, { recursive: true, force: true });
cpSync(join(REPOSITORY, "dist"), served, { recursive: true });

const storage = join(state, "storage");
await applyMigrations(storage);
const log = openSync(join(state, "worker.log"), "a");
const runtime = await startRuntime({ served, storage, host, port, variables: localVariables(), onLog });
const serving = recordRun(state, { port });
endWithThisProcess();
endWithTheRuntime();

await startClock(runtime);
const seeded = process.env["TRELLIS_SEED"] !== "0";
if (seeded) await seed();
await announce({ host, port, seeded });

async function seed(): Promise<void> {
  try {
    await runtime.tick("@seed");
  } catch (error) {
    throw new Error("Demo data could not be written. TRELLIS_SEED=0 npm start leaves it out.", { cause: error });
  }
}

function onLog(level: string, message: string): void {
  writeSync(log, `${new Date().toISOString()} ${level} ${message}\n`);
  if (level === "error" || level === "warn") console.error(message);
}

function endWithThisProcess(): void {
  const end = async (): Promise<void> => {
    if (ending) return;
    ending = true;
    await runtime.stop();
    closeSync(log);
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    // Miniflare listens too, and would exit before what is under way in the worker has ended.
    process.removeAllListeners(signal);
    process.on(signal, end);
  }
  process.on("disconnect", end);
}

function endWithTheRuntime(): void {
  setInterval(() => {
    if (ending || serving()) return;
    console.error("The runtime has ended by itself. Start Trellis again; what was acknowledged is kept.");
    process.exit(1);
  }, RUNTIME_CHECK_MS);
}

/** The wanted port when it is free (any free one for 0). Throws in words when something else holds it. */
function openPort(address: string, wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => {
      reject(
        error.code === "EADDRINUSE"
          ? new Error(`Port ${wanted} is taken. Choose another: PORT=${wanted + 1} npm start`)
          : error,
      );
    });
    probe.listen(wanted, address, () => {
      const bound = probe.address();
      probe.close(() => resolve(bound !== null && typeof bound === "object" ? bound.port : wanted));
    });
  });
}
