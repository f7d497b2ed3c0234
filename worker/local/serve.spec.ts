import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { REPOSITORY } from "./state-folder.ts";
import { freePort } from "./testing/free-port.ts";

const START = join(REPOSITORY, "worker/local/start.mjs");
const START_TIMEOUT_MS = 60_000;

describe("npm start", () => {
  let state: string;
  let port: number;
  let running: ChildProcess[];

  beforeEach(async () => {
    state = mkdtempSync(join(tmpdir(), "trellis-start-"));
    port = await freePort();
    running = [];
  });
  afterEach(async () => {
    await Promise.all(running.map((run) => end(run, "SIGTERM")));
    rmSync(state, { recursive: true, force: true });
  });

  it("serves on the port and host it was given, and leaves the port when it ends", async () => {
    const run = await start();
    expect((await fetch(`http://127.0.0.1:${port}/api/health`)).status).toBe(200);
    expect(await (await fetch(`http://127.0.0.1:${port}/any/screen`)).text()).toContain('<div id="root">');
    expect((await fetch(`http://127.0.0.1:${port}/assets/gone.js`)).status).toBe(404);
    await end(run, "SIGTERM");
    expect(run.exitCode).toBe(0);
    await expect(fetch(`http://127.0.0.1:${port}/api/health`)).rejects.toThrow("fetch failed");
  });

  it("serves again after Node alone was killed, by a runtime of its own", async () => {
    const killed = await start();
    const [, before] = processes();
    await end(killed, "SIGKILL");
    expect(alive(before)).toBe(true);
    await start();
    const [, after] = processes();
    expect(after).not.toBe(before);
    expect(alive(before)).toBe(false);
    expect((await fetch(`http://127.0.0.1:${port}/api/health`)).status).toBe(200);
  });

  it("ends, and says so, when its runtime dies", async () => {
    const run = await start();
    let said = "";
    run.stderr?.on("data", (chunk: Buffer) => (said += chunk.toString()));
    const [, runtime] = processes();
    process.kill(runtime ?? 0, "SIGKILL");
    await once(run, "close");
    expect(run.exitCode).toBe(1);
    expect(said).toContain("The runtime has ended by itself");
  });

  it("takes over from a run on the same state folder that still lives", async () => {
    const first = await start();
    await start();
    expect(first.exitCode ?? first.signalCode).not.toBeNull();
    expect((await fetch(`http://127.0.0.1:${port}/api/health`)).status).toBe(200);
  });

  it("ends when npm is told to end, and leaves the port", async () => {
    const npm = spawn("npm", ["start"], {
      cwd: REPOSITORY,
      env: {
        ...process.env,
        NODE_ENV: undefined,
        VITEST: undefined,
        TRELLIS_STATE: state,
        PORT: String(port),
        TRELLIS_SEED: "0",
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    running.push(npm);
    await vi.waitFor(async () => expect((await fetch(`http://127.0.0.1:${port}/api/health`)).ok).toBe(true), {
      timeout: START_TIMEOUT_MS,
      interval: 200,
    });
    npm.kill("SIGTERM");
    await vi.waitFor(() => expect(fetch(`http://127.0.0.1:${port}/api/health`)).rejects.toThrow("fetch failed"), {
      timeout: 10_000,
      interval: 200,
    });
  });

  it("says in words that the port is taken", async () => {
    const holder = createServer().listen(port, "127.0.0.1");
    const run = spawnStart();
    let said = "";
    run.stderr?.on("data", (chunk: Buffer) => (said += chunk.toString()));
    await once(run, "close");
    holder.close();
    expect(run.exitCode).toBe(1);
    expect(said).toContain(`Port ${port} is taken`);
    expect(said).not.toContain("    at ");
  });

  function spawnStart(): ChildProcess {
    const environment = { ...process.env, TRELLIS_STATE: state, PORT: String(port), TRELLIS_SEED: "0" };
    const run = spawn(process.execPath, [START], {
      env: { ...environment, NODE_ENV: undefined, VITEST: undefined },
      stdio: ["ignore", "pipe", "pipe"],
    });
    running.push(run);
    return run;
  }

  function start(): Promise<ChildProcess> {
    const run = spawnStart();
    return new Promise((resolve, reject) => {
      let output = "";
      const fail = (): void => reject(new Error(`It did not start:\n${output}`));
      const timer = setTimeout(fail, START_TIMEOUT_MS);
      run.once("exit", fail);
      const read = (chunk: Buffer): void => {
        output += chunk.toString();
        if (!output.includes(`running at http://127.0.0.1:${port}`)) return;
        clearTimeout(timer);
        run.off("exit", fail);
        resolve(run);
      };
      run.stdout?.on("data", read);
      run.stderr?.on("data", read);
    });
  }

  function processes(): number[] {
    const run = JSON.parse(readFileSync(join(state, "run.json"), "utf8")) as {
      processes: { pid: number; command: string }[];
    };
    const isRuntime = ({ command }: { command: string }): boolean => command.includes("workerd");
    return run.processes.toSorted((a, b) => Number(isRuntime(a)) - Number(isRuntime(b))).map(({ pid }) => pid);
  }
});

async function end(run: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (run.exitCode !== null || run.signalCode !== null) return;
  run.kill(signal);
  await once(run, "exit");
}

/** Whether a process runs. One that ended but was not yet collected does not. */
function alive(pid: number | undefined): boolean {
  try {
    process.kill(pid ?? 0, 0);
    return process.platform !== "linux" || readFileSync(`/proc/${pid}/cmdline`, "utf8") !== "";
  } catch {
    return false;
  }
}
