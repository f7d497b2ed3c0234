import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { endEarlierRun, recordRun } from "./earlier-run.ts";

describe("endEarlierRun", () => {
  let state: string;
  let runtime: ChildProcess;
  beforeEach(async () => {
    state = mkdtempSync(join(tmpdir(), "trellis-run-"));
    // Known by its command line alone, which is what a real runtime is known by.
    runtime = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000); console.log('up')", "workerd"]);
    await once(runtime.stdout ?? runtime, "data");
  });
  afterEach(() => {
    runtime.kill("SIGKILL");
    rmSync(state, { recursive: true });
  });

  it("ends the runtime that a killed run left behind", async () => {
    recordRun(state, { port: 1 });
    await endEarlierRun(state);
    expect(runtime.signalCode ?? (await once(runtime, "exit"))[1]).toBe("SIGTERM");
    expect(existsSync(join(state, "run.json"))).toBe(false);
  });

  it("leaves alone a stranger that was given the same process id", async () => {
    recordRun(state, { port: 1 });
    const recorded = readFileSync(join(state, "run.json"), "utf8");
    writeFileSync(join(state, "run.json"), recorded.replaceAll(/"started": "[^"]*"/g, `"started": "1"`));
    await endEarlierRun(state);
    expect(runtime.exitCode).toBeNull();
    expect(runtime.signalCode).toBeNull();
  });

  it("has nothing to do in a new or damaged state folder", async () => {
    await endEarlierRun(state);
    writeFileSync(join(state, "run.json"), "{");
    await endEarlierRun(state);
    expect(runtime.exitCode).toBeNull();
  });
});
