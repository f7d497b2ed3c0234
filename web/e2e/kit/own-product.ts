import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { REPOSITORY } from "../../../worker/local/state-folder.ts";

const START_TIMEOUT_MS = 60_000;

export interface OwnProduct {
  /** Origin, with no slash at its end. */
  origin: string;
  /** Folder of its local data. */
  state: string;
  stop: () => Promise<void>;
}

/** Serves the built product once more, with other variables than the one all tests share. */
export async function startOwnProduct(variables: Record<string, string>): Promise<OwnProduct> {
  const state = mkdtempSync(join(tmpdir(), "trellis-own-"));
  const product = spawn(process.execPath, [join(REPOSITORY, "worker/local/serve.ts")], {
    env: { ...process.env, ...variables, NODE_ENV: undefined, VITEST: undefined, TRELLIS_STATE: state, PORT: "0" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<void>((resolve) => product.once("exit", () => resolve()));
  const stop = async (): Promise<void> => {
    product.kill("SIGTERM");
    await ended;
    rmSync(state, { recursive: true, force: true });
  };
  const origin = await new Promise<string>((resolve, reject) => {
    let output = "";
    const fail = (why: string): void => reject(new Error(`The product ${why}.\n${output}`));
    const timer = setTimeout(() => fail("did not start in time"), START_TIMEOUT_MS);
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const [, url] = /running at (http:\S+)/.exec(output) ?? [];
      if (url === undefined) return;
      clearTimeout(timer);
      resolve(url);
    };
    product.stdout.on("data", read);
    product.stderr.on("data", read);
    product.once("exit", (code) => fail(`ended with ${code} before it served`));
  }).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return { origin, state, stop };
}
