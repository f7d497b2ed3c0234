import type { Fleet } from "../../../../schema/contracts/fleets.ts";
import { isTrellisError, TrellisError } from "../../../../schema/errors.ts";
import { clientsOf, stopFleet as stop } from "../../../db/fleets.ts";
import type { Ctx } from "../../ctx.ts";
import { fleetDocument } from "./document.ts";
import { findFleet } from "./find.ts";
import { stopSession } from "./stop-session.ts";

/**
 * Ends a fleet and the sessions it began that still go on: what is live stays live, values that were sent and not used are deleted. A session that
 * had begun before it goes on. Said again of one that was stopped, it ends those that are left. Throws `forbidden`, `not_found`.
 */
export async function stopFleet(ctx: Ctx, id: string): Promise<Fleet> {
  const fleet = await findFleet(ctx, id);
  if (fleet.state === "active") await commitStop(ctx, id);
  for (const { clientId, conciergeId } of await clientsOf(ctx.db, id))
    if (conciergeId !== null && conciergeId !== "")
      await stopSession(() => ctx.enter(clientId), { fleetId: id, conciergeId });
  return fleetDocument(ctx.env, { ...fleet, state: "stopped" });
}

async function commitStop(ctx: Ctx, id: string): Promise<void> {
  try {
    await ctx.db.commit({
      writes: [stop(ctx.db, id, ctx.now)],
      audit: { action: "concierge.fleet_stopped", entity: "fleet", entityId: id, before: { state: "active" } },
      otherwise: new TrellisError("conflict"),
    });
  } catch (error) {
    // Somebody else said so at the same moment.
    if (!isTrellisError(error) || error.code !== "conflict") throw error;
  }
}
