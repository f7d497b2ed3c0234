import type { Fleet } from "../../../../schema/contracts/fleets.ts";
import { isTrellisError, TrellisError } from "../../../../schema/errors.ts";
import { concierge } from "../../../../durable-objects/stubs.ts";
import { clientsOf, stopFleet as stop } from "../../../db/fleets.ts";
import type { Ctx } from "../../ctx.ts";
import { fleetDocument } from "./document.ts";
import { activeFleet } from "./find.ts";

/**
 * Ends a fleet and the sessions it began that still go on: what is live stays live, values that were sent and not used are deleted. A session that
 * had begun before it goes on. Throws `forbidden`, `not_found`, `conflict`.
 */
export async function stopFleet(ctx: Ctx, id: string): Promise<Fleet> {
  const fleet = await activeFleet(ctx, id);
  await ctx.db.commit({
    writes: [stop(ctx.db, id, ctx.now)],
    audit: { action: "concierge.fleet_stopped", entity: "fleet", entityId: id, before: { state: "active" } },
    otherwise: new TrellisError("conflict", { message: "This set-up was stopped already." }),
  });
  for (const { clientId, conciergeId } of await clientsOf(ctx.db, id))
    if (conciergeId !== null && conciergeId !== "")
      await stopSession(ctx, { fleetId: fleet.id, clientId, conciergeId });
  return fleetDocument(ctx.env, { ...fleet, state: "stopped" });
}

async function stopSession(
  ctx: Ctx,
  { fleetId, clientId, conciergeId }: { fleetId: string; clientId: string; conciergeId: string },
): Promise<void> {
  try {
    const { actor } = await ctx.enter(clientId);
    const session = concierge(ctx.env, conciergeId);
    const { fleet, state } = await session.readState(actor);
    if (fleet === fleetId && state === "active") await session.steer(actor, { action: "stop" });
  } catch (error) {
    // It ended meanwhile, or is no longer theirs.
    if (!isTrellisError(error)) throw error;
  }
}
