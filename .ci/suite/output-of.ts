import { spawn } from "node:child_process";
import { REPOSITORY } from "../../worker/local/state-folder.ts";

/** Runs one of our dependencies' programs to its end, or until `timeoutMs` have passed, and returns everything it wrote. */
export function outputOf(
  script: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = process.env,
  timeoutMs?: number,
): Promise<{ status: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [`${REPOSITORY}/node_modules/${script}`, ...args], {
      cwd: REPOSITORY,
      env: environment,
      stdio: ["ignore", "pipe", "pipe"],
      timeout: timeoutMs,
    });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.once("error", reject);
    child.once("close", (code) => resolve({ status: code ?? 1, output }));
  });
}
