import type { HealthCheckMessage } from "../../../schema/queues/health-checks.ts";
import { leaseWatches, watchesDue } from "../../directory/integration-watches.ts";
import type { Env } from "../../env.ts";

/** Checks sent in one round, how long a sweep begins new rounds, and what a queue takes at once. */
const ROUND_MAX = 500;
const SWEEP_MS = 20_000;
const SEND_MAX = 100;
/** How long a check has to be settled before it is sent anew: longer than the queue tries. */
const LEASE_MS = 20 * 60_000;
/** Over how many seconds the checks of what works are spread; what failed is checked at once. */
const SPREAD_SECONDS = 180;

/**
 * The sweep: sends what is due to be checked to the queue, spread out, so that thousands of accounts do not ask their providers in the same second.
 * What is lost on the way is due again once its turn runs out.
 */
export async function sendDueChecks(env: Env, now: number): Promise<{ sent: number }> {
  const started = Date.now();
  let sent = 0;
  for (;;) {
    const due = await watchesDue(env, now, ROUND_MAX);
    const leased = await leaseWatches(env, due, now + LEASE_MS);
    for (let from = 0; from < leased.length; from += SEND_MAX) {
      const some = leased.slice(from, from + SEND_MAX);
      await env.HEALTH_CHECKS.sendBatch(
        some.map(({ tenantId, integrationId, dueAt, failures }) => ({
          body: { tenantId, integrationId, dueAt } satisfies HealthCheckMessage,
          delaySeconds: failures > 0 ? 0 : below(SPREAD_SECONDS),
        })),
      );
      sent += some.length;
    }
    if (due.length < ROUND_MAX || Date.now() - started > SWEEP_MS) return { sent };
  }
}

function below(max: number): number {
  return (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) % max;
}
