import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Deployment } from "../schema/contracts/deployments.ts";
import { startProduct } from "../worker/local/testing/product.ts";
import { ADMIN, signIn } from "./kit/client.ts";
import { serveBundle } from "./kit/serve-bundle.ts";
import { nameOf } from "./many/grow.ts";

const LOOK_EVERY_MS = 50;
const LONGEST_MS = 15 * 60_000;

/** How long until all had it, and so how many a second. */
export interface Spread {
  seconds: number;
  rate: number;
}

/**
 * A module given to so many clients of an agency by the queue, each with its integration, audit row and a word to its object, beside a bare
 * consumer that writes one row in as many objects. One after the other, on the same machine, from the request that starts it to the last one.
 */
export async function compareDeployment(clients: number): Promise<{ product: Spread; floor: Spread }> {
  return { floor: await spreadBare(clients), product: await deploy(clients) };
}

async function deploy(count: number): Promise<Spread> {
  const state = mkdtempSync(join(tmpdir(), "trellis-deploy-"));
  const product = await startProduct({
    TRELLIS_STATE: state,
    TRELLIS_SEED: "0",
    TRELLIS_REQUESTS_PER_MINUTE: "100000000",
    TRELLIS_ADMIN_EMAIL: ADMIN.email,
    TRELLIS_ADMIN_PASSWORD: ADMIN.password,
  });
  try {
    const client = await signIn(product.url);
    const create = async (body: object) =>
      (await client.call<{ doc: { id: string } }>("POST", "/api/tenants", { body })).doc.id;
    const tenant = await create({ type: "agency", name: "Many", slug: "many" });
    for (let n = 0; n < count; n++)
      await create({ type: "subaccount", parent: tenant, name: nameOf(n), slug: `client-${n}` });
    const body = { module: "whatsapp", deployTo: "all", sandbox: true };
    const started = performance.now();
    const { doc } = await client.call<{ doc: Deployment }>("POST", "/api/deployments", { tenant, body });
    return await spread(count, started, async () => {
      const { counts } = await client.call<Deployment>("GET", `/api/deployments/${doc.id}`, { tenant });
      if (counts.failed > 0) throw new Error(`${counts.failed} clients did not get it`);
      return counts.connected;
    });
  } finally {
    await product.stop();
    rmSync(state, { recursive: true, force: true });
  }
}

async function spreadBare(count: number): Promise<Spread> {
  const queue = { binding: "TOUCHES", name: "touches", maxBatchSize: 20, maxBatchTimeoutSeconds: 1 };
  const floor = await serveBundle("bench/floor/queue.ts", { TOUCHED: "Touched" }, queue);
  try {
    const touched = async (path: string) =>
      ((await (await fetch(`${floor.url}${path}`)).json()) as { touched: number }).touched;
    const started = performance.now();
    await touched(`/spread?n=${count}`);
    return await spread(count, started, () => touched("/touched"));
  } finally {
    await floor.stop();
  }
}

/** Looks until all have it. */
async function spread(count: number, started: number, done: () => Promise<number>): Promise<Spread> {
  while ((await done()) < count) {
    if (performance.now() - started > LONGEST_MS)
      throw new Error(`${await done()} of ${count} have it: it stands still`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  const seconds = (performance.now() - started) / 1_000;
  return { seconds, rate: count / seconds };
}
