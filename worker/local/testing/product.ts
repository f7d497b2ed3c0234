import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { REPOSITORY } from "../state-folder.ts";

const START_TIMEOUT_MS = 180_000;

export interface Product {
  /** Origin, with no slash at its end. */
  url: string;
  /** Ends it in order. */
  stop(): Promise<void>;
  /** SIGKILL to Node alone, or to Node and the runtime together. */
  kill(whom: "node" | "group"): Promise<void>;
}

/** Starts the built product in a process group of its own, of this repository or of a copy. `PORT` 0 takes a free one; `url` tells which. */
export async function startProduct(environment: Record<string, string>, repository = REPOSITORY): Promise<Product> {
  const child = spawn(process.execPath, [join(repository, "worker/local/serve.ts")], {
    env: { ...process.env, NODE_ENV: undefined, VITEST: undefined, PORT: "0", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const url = await announced(child);
  return {
    url,
    async stop() {
      await end(child, () => child.kill("SIGTERM"));
    },
    async kill(whom) {
      const pids = whom === "node" ? [] : recordedPids(environment["TRELLIS_STATE"] ?? "");
      await end(child, () => child.kill("SIGKILL"));
      for (const pid of pids) if (pid !== child.pid) killIfAlive(pid);
    },
  };
}

async function end(child: ChildProcess, ending: () => void): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  ending();
  await exited;
}

/** The processes of a run, as it recorded them in its state folder. */
function recordedPids(state: string): number[] {
  const { processes } = JSON.parse(readFileSync(join(state, "run.json"), "utf8")) as { processes: { pid: number }[] };
  return processes.map(({ pid }) => pid);
}

function killIfAlive(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}

function announced(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = "";
    const fail = (): void => reject(new Error(`The product did not start.\n${output}`));
    const timer = setTimeout(fail, START_TIMEOUT_MS);
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const [, url] = /running at (http:\S+)/.exec(output) ?? [];
      if (url === undefined) return;
      clearTimeout(timer);
      child.off("exit", fail);
      resolve(url);
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.once("exit", fail);
  });
}
