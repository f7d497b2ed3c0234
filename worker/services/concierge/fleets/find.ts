import { requireCapability } from "../../../../schema/actor.ts";
import type { ConciergeFleetRow } from "../../../../schema/control-plane/index.ts";
import { TrellisError } from "../../../../schema/errors.ts";
import { fleetById } from "../../../db/fleets.ts";
import type { Ctx } from "../../ctx.ts";

/** One of the agency's fleets. Throws `forbidden`, `not_found`. */
export async function findFleet(ctx: Pick<Ctx, "actor" | "db">, id: string): Promise<ConciergeFleetRow> {
  requireCapability(ctx.actor, "deploy");
  const row = await fleetById(ctx.db, id);
  if (row === undefined) throw new TrellisError("not_found");
  return row;
}

/** The same where it goes on. Throws `conflict` for one that was stopped. */
export async function activeFleet(ctx: Pick<Ctx, "actor" | "db">, id: string): Promise<ConciergeFleetRow> {
  const row = await findFleet(ctx, id);
  if (row.state !== "active")
    throw new TrellisError("conflict", { message: "This set-up was stopped. Begin another." });
  return row;
}
