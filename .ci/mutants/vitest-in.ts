import { spawn } from "node:child_process";
import { join } from "node:path";
import type { Mutant } from "./mutant.ts";

/** Runs a mutant's tests in a folder. `failed` counts tests that failed, not files that did not load. */
export function vitestIn(
  folder: string,
  { project, tests, only }: Mutant,
): Promise<{ failed: number; passed: number; output: string }> {
  const narrowed = only === undefined ? [] : ["-t", only];
  const args = [
    join(folder, "node_modules/vitest/vitest.mjs"),
    "run",
    "--project",
    project,
    "--reporter",
    "json",
    ...tests,
    ...narrowed,
  ];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: folder,
      env: { ...process.env, NODE_ENV: undefined, VITEST: undefined },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let [output, errors] = ["", ""];
    child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
    child.once("error", reject);
    child.once("close", () => {
      const report = /\{"numTotalTestSuites".*\}/s.exec(output)?.[0];
      if (report === undefined) return resolve({ failed: 0, passed: 0, output: output + errors });
      const { numFailedTests, numPassedTests } = JSON.parse(report) as {
        numFailedTests: number;
        numPassedTests: number;
      };
      resolve({ failed: numFailedTests, passed: numPassedTests, output: output + errors });
    });
  });
}
