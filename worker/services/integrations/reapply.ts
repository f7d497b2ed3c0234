import type { IntegrationOutboxRow } from "../../../schema/control-plane/index.ts";
import { PEOPLE, postponeUntold, STANDING, untoldDue } from "../../directory/integration-outbox.ts";
import type { Env } from "../../env.ts";
import { reasonOf } from "../../../schema/reason-of.ts";
import { releaseStrangers } from "../members/release-strangers.ts";
import { tellStanding } from "../tenants/life/tell-standing.ts";
import { applyIntegration } from "./apply.ts";

/** Tellings of one round, and how long a sweep begins new rounds: the next one goes on. */
const ROUND_MAX = 200;
const SWEEP_MS = 20_000;
const AT_ONCE = 6;

/**
 * The sweep: tells every object what it has not acknowledged in time, because the request that made the change died on the way or the
 * object could not be reached. A failure is put off, longer each time, and holds up no other account. Never throws for one.
 */
export async function reapplyIntegrations(env: Env, now: number): Promise<{ applied: number; failed: number }> {
  const started = Date.now();
  let [applied, failed] = [0, 0];
  for (let due = await untoldDue(env, now, ROUND_MAX); due.length > 0; due = await untoldDue(env, now, ROUND_MAX)) {
    const told = await tellAll(env, due, now);
    applied += told.applied;
    failed += told.failed;
    if (due.length < ROUND_MAX || Date.now() - started > SWEEP_MS) break;
  }
  return { applied, failed };
}

async function tellAll(
  env: Env,
  due: readonly IntegrationOutboxRow[],
  now: number,
): Promise<{ applied: number; failed: number }> {
  let [applied, failed] = [0, 0];
  for (let from = 0; from < due.length; from += AT_ONCE) {
    await Promise.all(
      due.slice(from, from + AT_ONCE).map(async (row) => {
        try {
          await tell(env, row);
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

function tell(env: Env, row: IntegrationOutboxRow): Promise<unknown> {
  switch (row.integrationId) {
    case STANDING:
      return tellStanding(env, row);
    case PEOPLE:
      return releaseStrangers(env, row);
    default:
      return applyIntegration(env, row);
  }
}
