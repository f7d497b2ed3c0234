import type { Fleet } from "../../../../schema/contracts/fleets.ts";
import { forgetTroubles } from "../../../db/fleets.ts";
import type { Ctx } from "../../ctx.ts";
import { beginClients } from "./begin-clients.ts";
import { fleetDocument } from "./document.ts";
import { activeFleet } from "./find.ts";

/** Tries to begin once more where no session could. Throws `forbidden`, `not_found`, `conflict`. */
export async function retryFleet(ctx: Ctx, id: string): Promise<Fleet> {
  const fleet = await activeFleet(ctx, id);
  await ctx.db.commit({
    writes: [forgetTroubles(ctx.db, id)],
    audit: { action: "concierge.fleet_retried", entity: "fleet", entityId: id },
  });
  await beginClients(ctx.env, fleet, ctx.waitUntil);
  return fleetDocument(ctx.env, fleet);
}
