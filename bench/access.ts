import type { ApiClient, BenchAccount } from "./kit/client.ts";
import { Connection } from "./kit/http-client.ts";
import { percentiles } from "./kit/load.ts";
import { serveBundle } from "./kit/serve-bundle.ts";

const TIMES = 1_000;
const WARM_UP = 100;
const COLD_TIMES = 12;
/** Longer than anything about a caller is remembered. */
const COLD_PAUSE_MS = 1_050;

/** The same contact read with and without what stands before the object, milliseconds. */
export interface AccessCost {
  name: string;
  with: { p50: number; p99: number };
  without: { p50: number; p99: number };
}

/**
 * What finding the tenant and the caller's rights adds to a request: a contact read through the product, beside the same object's method called
 * by a Worker that asks nobody. Routing, headers and the request's id are counted as part of it. One connection, the sides take turns.
 */
export async function compareAccess(
  product: { url: string; client: ApiClient },
  { id: tenant }: BenchAccount,
): Promise<AccessCost[]> {
  const bare = await serveBundle("bench/large/worker.ts", { ACCOUNT: "FilledAccount" });
  try {
    const { doc } = await product.client.call<{ doc: { id: string } }>("POST", "/api/contacts", {
      tenant,
      body: { name: "Read often", email: "often@mail.example" },
    });
    const headers = { authorization: `Bearer ${product.client.token}`, "x-tenant": tenant };
    const withAll = timed(product.url, `/api/contacts/${doc.id}`, headers);
    const without = timed(bare.url, "/one/con_1?account=ten_bare", {});
    await timed(bare.url, "/fill?account=ten_bare&from=0&messages=0&contacts=10", {}).shot();

    const warm: [number[], number[]] = [[], []];
    for (let n = -WARM_UP; n < TIMES; n++) {
      const [ours, theirs] = [await withAll.shot(), await without.shot()];
      if (n < 0) continue;
      warm[0].push(ours);
      warm[1].push(theirs);
    }
    const cold: [number[], number[]] = [[], []];
    for (let n = 0; n < COLD_TIMES; n++) {
      await new Promise((resolve) => setTimeout(resolve, COLD_PAUSE_MS));
      cold[0].push(await withAll.shot());
      cold[1].push(await without.shot());
    }
    withAll.close();
    without.close();
    return [
      { name: "read a contact, caller remembered", with: percentiles(warm[0]), without: percentiles(warm[1]) },
      { name: "read a contact, caller looked up", with: percentiles(cold[0]), without: percentiles(cold[1]) },
    ];
  } finally {
    await bare.stop();
  }
}

function timed(url: string, path: string, headers: Record<string, string>) {
  const connection = new Connection(new URL(url));
  return {
    async shot(): Promise<number> {
      const sent = performance.now();
      const { status, body } = await connection.request("GET", path, headers, undefined);
      const took = performance.now() - sent;
      if (status !== 200) throw new Error(`${path} answered ${status}: ${body.toString().slice(0, 300)}`);
      return took;
    },
    close: () => connection.close(),
  };
}
