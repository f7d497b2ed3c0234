import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { createServer } from "vite";
import { announce } from "./announce.ts";
import { startClock } from "./clock.ts";
import { endEarlierRun, recordRun } from "./earlier-run.ts";
import { applyMigrations } from "./migrate.ts";
import { REPOSITORY, stateFolder } from "./state-folder.ts";

/** `npm run dev`: screens and worker from their sources on one port, both reloaded as they change. Data apart from `npm start`. */
process.env["CLOUDFLARE_CF_FETCH_ENABLED"] = "false";
process.env["X_LOCAL_OBSERVABILITY"] = "false";
const host = process.env["HOST"] || "127.0.0.1";
const state = join(stateFolder(), "dev");
mkdirSync(state, { recursive: true });
await endEarlierRun(state);
// The layout and the version folder are the Vite plugin's.
await applyMigrations(join(state, "v3"));
const server = await createServer({
  configFile: join(REPOSITORY, "vite.config.ts"),
  server: { host, port: Number(process.env["PORT"] || 8787), strictPort: true },
});
await server.listen();
const address = server.httpServer?.address();
const port = address !== null && typeof address === "object" ? address.port : server.config.server.port;
recordRun(state, { port });
await startClock({ tick });
const seeded = process.env["TRELLIS_SEED"] !== "0";
if (seeded) await tick("@seed");
await announce({ host, port, seeded });

async function tick(cron: string): Promise<void> {
  const answer = await fetch(`http://${host}:${port}/cdn-cgi/local/scheduled?cron=${encodeURIComponent(cron)}`);
  if (!answer.ok) throw new Error(`The worker did not finish ${cron}: ${answer.status} ${await answer.text()}`);
}
