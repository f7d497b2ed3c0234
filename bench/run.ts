import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import packageJson from "../package.json" with { type: "json" };
import { buildWhenChanged } from "../worker/local/build.ts";
import { startFakeGraph } from "../worker/local/testing/fake-graph.ts";
import { startProduct } from "../worker/local/testing/product.ts";
import { compareAccess } from "./access.ts";
import { measureBundle } from "./bundle.ts";
import { compareCollections } from "./collections.ts";
import { compareDeployment } from "./deployments.ts";
import { ADMIN, makeAccounts, signIn } from "./kit/client.ts";
import { serveBundle } from "./kit/serve-bundle.ts";
import { compareCounts } from "./many.ts";
import { compareSizes, type Scaled } from "./large.ts";
import { compareLive } from "./live.ts";

/**
 * `npm run bench`: Trellis beside its floors in one run, as ratios. `BENCH_SECONDS` is the length of one round (3), `BENCH_MESSAGES` how many
 * the large account has (1,000,000; 0 leaves that part out), `BENCH_ACCOUNTS` how many accounts the large installation has (10,000; 0 as well),
 * `BENCH_CLIENTS` to how many clients a module is deployed (1,000; 0 as well).
 */
const seconds = Number(process.env["BENCH_SECONDS"] ?? 3);
const tenants = Number(process.env["BENCH_TENANTS"] ?? 20);
const messages = Number(process.env["BENCH_MESSAGES"] ?? 1_000_000);
const accountCount = Number(process.env["BENCH_ACCOUNTS"] ?? 10_000);
const targets = Number(process.env["BENCH_CLIENTS"] ?? 1_000);
const appSecret = "bench-app-secret";
const state = mkdtempSync(join(tmpdir(), "trellis-bench-"));

await buildWhenChanged(() => console.log("Building …"));
const graph = await startFakeGraph();
const floor = await serveBundle("bench/floor/worker.ts", { BARE: "Bare" });
const product = await startProduct({
  TRELLIS_STATE: state,
  TRELLIS_SEED: "0",
  // What is measured is how fast it answers, not when it stops.
  TRELLIS_REQUESTS_PER_MINUTE: "100000000",
  TRELLIS_ADMIN_EMAIL: ADMIN.email,
  TRELLIS_ADMIN_PASSWORD: ADMIN.password,
  META_GRAPH_URL: graph.url,
  META_APP_SECRET: appSecret,
});
try {
  const client = await signIn(product.url);
  const accounts = await makeAccounts(client, tenants);
  const [first] = accounts;
  if (first === undefined) throw new Error("a benchmark needs an account");

  const { workerd } = packageJson.overrides;
  console.log(
    `${cpus().length} x ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}, workerd ${workerd}`,
  );

  console.log("\nLive (ms; target: p50 within 2x, p99 within 3x; fan-out within 1.3x)");
  console.table(
    (
      await compareLive(
        { url: product.url, token: client.token, tenant: first.id, phoneNumberId: first.phoneNumberId, appSecret },
        floor.url,
      )
    ).map(({ name, product: ours, floor: bare }) => ({
      what: name,
      "p50 Trellis": round(ours.p50),
      "p50 floor": round(bare.p50),
      "p50 ratio": round(ours.p50 / bare.p50),
      "p99 Trellis": round(ours.p99),
      "p99 floor": round(bare.p99),
      "p99 ratio": round(ours.p99 / bare.p99),
    })),
  );

  console.log(
    `\nWhole stack, ${tenants} tenants, 16 connections (requests a second; target: at least 0.5 of the floor)`,
  );
  console.table(
    (await compareCollections({ url: product.url, client, accounts }, floor.url, seconds)).map(
      ({ name, product: ours, floor: bare, ratio }) => ({
        what: name,
        Trellis: Math.round(ours.rate),
        floor: Math.round(bare.rate),
        ratio: round(ratio),
        "p50 Trellis (ms)": round(ours.p50),
        "p50 floor (ms)": round(bare.p50),
      }),
    ),
  );

  console.log("\nTenant and rights before the object (ms; target: less than 1 at p50)");
  console.table(
    (await compareAccess({ url: product.url, client }, first)).map(({ name, with: all, without }) => ({
      what: name,
      "p50 with": round(all.p50),
      "p50 without": round(without.p50),
      "p50 added": round(all.p50 - without.p50),
      "p99 added": round(all.p99 - without.p99),
    })),
  );
} finally {
  await product.stop();
  await floor.stop();
  await graph.stop();
  rmSync(state, { recursive: true, force: true });
}

const bundle = await measureBundle();
console.log("\nThe Worker (targets: 3 MB compressed, 400 ms to start)");
console.log(
  `${(bundle.gzip / 1e6).toFixed(2)} MB compressed (${(bundle.raw / 1e6).toFixed(2)} MB), ${Math.round(bundle.startMs - bundle.floorStartMs)} ms to start`,
  `(first answer after ${Math.round(bundle.startMs)} ms, of a Worker of a few lines after ${Math.round(bundle.floorStartMs)} ms)`,
);

if (accountCount > 0) {
  console.log(
    `\n${accountCount.toLocaleString("en")} accounts beside 10, whole requests for pages of ten (ms; target: p99 within 2x)`,
  );
  tableOf(await compareCounts(accountCount));
}

if (targets > 0) {
  const { product: ours, floor: bare } = await compareDeployment(targets);
  console.log(
    `\nA module deployed to ${targets.toLocaleString("en")} clients, beside a consumer that touches as many objects`,
  );
  console.table([
    {
      "Trellis (s)": round(ours.seconds),
      "floor (s)": round(bare.seconds),
      "Trellis a second": Math.round(ours.rate),
      "floor a second": Math.round(bare.rate),
      ratio: round(ours.rate / bare.rate),
    },
  ]);
}

if (messages > 0) {
  const { size, seconds: filling, rows } = await compareSizes(messages);
  console.log(
    `\n${size.messages.toLocaleString("en")} messages and ${size.contacts.toLocaleString("en")} contacts (written in ${Math.round(filling)} s) beside 1,000 of each (ms; target: p99 within 3x)`,
  );
  tableOf(rows);
}

function tableOf(rows: readonly Scaled[]): void {
  console.table(
    rows.map(({ name, found, held, large, small }) => ({
      what: held ? name : `${name} (no target)`,
      found,
      "p50 large": round(large.p50),
      "p50 small": round(small.p50),
      "p50 ratio": round(large.p50 / small.p50),
      "p99 large": round(large.p99),
      "p99 small": round(small.p99),
      "p99 ratio": round(large.p99 / small.p99),
    })),
  );
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
