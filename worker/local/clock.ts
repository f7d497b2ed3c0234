import type { Runtime } from "./runtime.ts";

const EVERY_MS = 60_000;
/** The schedule of wrangler.toml, by which the worker knows its regular tick. */
const CRON = "*/5 * * * *";

/**
 * Stands in for the platform's scheduler: the local runtime neither fires cron triggers nor wakes an object whose alarm
 * fell due while it was down. Tells the worker once that it has booted, then ticks every minute.
 */
export async function startClock(runtime: Pick<Runtime, "tick">): Promise<void> {
  await runtime.tick("@boot");
  setInterval(() => {
    runtime.tick(CRON).catch((error: unknown) => console.error(error instanceof Error ? error.message : error));
  }, EVERY_MS);
}
