import type { SystemActor } from "../../../../schema/actor.ts";
import type { ConciergeFleetClientRow, ConciergeFleetRow } from "../../../../schema/control-plane/index.ts";
import { isTrellisError } from "../../../../schema/errors.ts";
import { reasonOf } from "../../../../schema/reason-of.ts";
import { clientsToBegin, fleetById, noteClient } from "../../../db/fleets.ts";
import { ScopedDb } from "../../../db/scoped.ts";
import type { Env } from "../../../env.ts";
import { refuseSuspended } from "../../tenants/refuse-suspended.ts";
import { holderCtx } from "../holder-ctx.ts";
import { startConcierge } from "../start.ts";
import { faultOfOurs } from "./fault-of-ours.ts";
import { stopSession } from "./stop-session.ts";

/** Begun in one go, and side by side among them. */
export const BATCH = 20;
const SIDE_BY_SIDE = 5;

/**
 * Begins the sessions of a fleet's clients that have none yet, with the rights that whoever started it has in each at this moment. May be called
 * any number of times, also side by side: what one call has done the other finds. With `most` it takes on so many at most. Never throws.
 */
export async function beginClients(
  env: Env,
  { tenantId, id }: Pick<ConciergeFleetRow, "tenantId" | "id">,
  waitUntil: (work: Promise<unknown>) => void,
  most: number = Infinity,
): Promise<void> {
  const system: SystemActor = { kind: "system", tenantId, via: "concierge", requestId: id };
  const db = new ScopedDb(env, system);
  try {
    for (let taken = 0; taken < most; taken += BATCH) {
      const fleet = await fleetById(db, id);
      const left = fleet?.state === "active" ? await clientsToBegin(db, id, Math.min(BATCH, most - taken)) : [];
      if (fleet === undefined || left.length === 0) return;
      const turns = Array.from({ length: SIDE_BY_SIDE }, async (_, n) => {
        for (const client of left.filter((_one, at) => at % SIDE_BY_SIDE === n))
          await beginOne(env, db, fleet, client, waitUntil);
      });
      await Promise.all(turns);
    }
  } catch (error) {
    // The next look at the fleet, or the sweep, goes on.
    console.warn(JSON.stringify({ level: "warn", event: "fleet_not_begun", fleet: id, reason: reasonOf(error) }));
  }
}

async function beginOne(
  env: Env,
  db: ScopedDb,
  fleet: ConciergeFleetRow,
  client: ConciergeFleetClientRow,
  waitUntil: (work: Promise<unknown>) => void,
): Promise<void> {
  const { clientId } = client;
  const begun = await tryToBegin(env, fleet, clientId, waitUntil);
  await db.bookkeep([noteClient(db, client, begun)]);
  const { conciergeId } = begun;
  if (conciergeId === null || conciergeId === "") return;
  // Who stops the fleet stops the sessions noted by then: one that is noted later ends here.
  if ((await fleetById(db, fleet.id))?.state === "active") return;
  const holding = { sessionId: fleet.id, tenantId: clientId, holderId: fleet.holderId };
  await stopSession(() => holderCtx(env, holding, waitUntil), { fleetId: fleet.id, conciergeId });
}

type Begun = Pick<ConciergeFleetClientRow, "conciergeId" | "trouble">;

async function tryToBegin(
  env: Env,
  fleet: ConciergeFleetRow,
  clientId: string,
  waitUntil: (work: Promise<unknown>) => void,
): Promise<Begun> {
  try {
    const holding = { sessionId: fleet.id, tenantId: clientId, holderId: fleet.holderId };
    const ctx = await holderCtx(env, holding, waitUntil);
    refuseSuspended(ctx.tenant, ctx.now);
    const modules = fleet.modules === null ? {} : { modules: fleet.modules };
    const { state } = await startConcierge(ctx, { ...modules, driver: "guided", occasion: "asked" }, fleet.id);
    return { conciergeId: state.id, trouble: null };
  } catch (error) {
    // It must not keep the others waiting, nor stand first in the next round again: somebody has it tried once more.
    if (!isTrellisError(error))
      return {
        conciergeId: null,
        trouble: faultOfOurs("fleet_client_not_begun", { fleet: fleet.id, tenantId: clientId }, error),
      };
    // All that there is to set up works there: its session would have had nothing to do.
    if (error.code === "conflict") return { conciergeId: "", trouble: null };
    const lost = error.code === "not_found" || error.code === "forbidden";
    const reason = lost
      ? `${fleet.holderName} may not set this client up.`
      : (error.items[0]?.message ?? error.message);
    return { conciergeId: null, trouble: reason };
  }
}
