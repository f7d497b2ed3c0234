import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { REPOSITORY } from "../../worker/local/state-folder.ts";
import { findChromium } from "../chromium.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Origins of the running products, one for each file that runs at the same time; no slash at their ends. */
    baseUrls: string[];
    /** Path of the Chromium to launch. */
    chromium: string;
  }
}

const START_TIMEOUT_MS = 180_000;
const END_TIMEOUT_MS = 10_000;

/** Serves the built product with demo data on free ports and in new state folders, for all browser tests of a run. */
export default async function serveProducts(project: TestProject): Promise<() => Promise<void>> {
  project.provide("chromium", findChromium());
  const products: Product[] = [];
  const end = async (): Promise<void> => {
    await Promise.all(products.map((product) => product.end()));
  };
  try {
    // The first builds what the others serve too.
    for (let i = 0; i < Math.max(1, project.config.maxWorkers); i++) {
      const product = start();
      products.push(product);
      await product.url;
    }
    project.provide("baseUrls", await Promise.all(products.map(({ url }) => url)));
  } catch (error) {
    await end();
    throw error;
  }
  return end;
}

interface Product {
  url: Promise<string>;
  end: () => Promise<void>;
}

function start(): Product {
  const state = mkdtempSync(join(tmpdir(), "trellis-browser-"));
  const child = spawn(process.execPath, [join(REPOSITORY, "worker/local/start.mjs")], {
    env: { ...process.env, NODE_ENV: undefined, VITEST: undefined, TRELLIS_STATE: state, PORT: "0" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  return {
    url: served(child),
    end: async () => {
      await ended(child);
      rmSync(state, { recursive: true, force: true });
    },
  };
}

function served(product: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = "";
    const fail = (why: string): void => reject(new Error(`The product ${why}.\n${output}`));
    const timer = setTimeout(() => fail(`did not start within ${START_TIMEOUT_MS / 1000} s`), START_TIMEOUT_MS);
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const [, url] = /running at (http:\S+)/.exec(output) ?? [];
      if (url === undefined) return;
      clearTimeout(timer);
      resolve(url);
    };
    product.stdout?.on("data", read);
    product.stderr?.on("data", read);
    product.once("exit", (code) => {
      clearTimeout(timer);
      fail(`ended with ${code} before it served`);
    });
  });
}

function ended(product: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (product.exitCode !== null || product.signalCode !== null) return resolve();
    const timer = setTimeout(() => product.kill("SIGKILL"), END_TIMEOUT_MS);
    product.once("exit", () => {
      clearTimeout(timer);
      resolve();
    });
    product.kill("SIGTERM");
  });
}
