import { postponeUntold, untoldDue } from "../../directory/integration-outbox.ts";
import type { Env } from "../../env.ts";
import { reasonOf } from "../../../schema/reason-of.ts";
import { applyIntegration } from "./apply.ts";

/** Tellings of one sweep; the next one goes on. */
const SWEEP_MAX = 200;
const AT_ONCE = 6;

/**
 * The sweep: tells every object what it has not acknowledged in time, because the request that made the change died on the way or the
 * object could not be reached. A failure is put off, longer each time, and holds up no other account. Never throws for one.
 */
export async function reapplyIntegrations(env: Env, now: number): Promise<{ applied: number; failed: number }> {
  const due = await untoldDue(env, now, SWEEP_MAX);
  let applied = 0;
  let failed = 0;
  for (let from = 0; from < due.length; from += AT_ONCE) {
    await Promise.all(
      due.slice(from, from + AT_ONCE).map(async (row) => {
        try {
          await applyIntegration(env, row);
          applied += 1;
        } catch (error) {
          failed += 1;
          const { tenantId, integrationId, attempts } = row;
          console.error(
            JSON.stringify({
              level: "error",
              event: "integration_not_applied",
              tenantId,
              integrationId,
              attempts,
              reason: reasonOf(error),
            }),
          );
          await postponeUntold(env, row, now);
        }
      }),
    );
  }
  return { applied, failed };
}
