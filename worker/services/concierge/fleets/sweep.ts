import { fleetsToBegin } from "../../../directory/fleets-to-begin.ts";
import type { Env } from "../../../env.ts";
import { BATCH, beginClients } from "./begin-clients.ts";

const SWEEP_MAX = 20;

/**
 * The sweep: has fleets go on whose clients have not all begun, because what began them came to an end first. One batch of each
 * at a time, so that a large one keeps neither the others nor the clock waiting: the next sweep goes on. Never throws for one.
 */
export async function sweepFleets(env: Env, waitUntil: (work: Promise<unknown>) => void): Promise<void> {
  for (const fleet of await fleetsToBegin(env, SWEEP_MAX)) await beginClients(env, fleet, waitUntil, BATCH);
}
