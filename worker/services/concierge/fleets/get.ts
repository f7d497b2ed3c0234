import type { Fleet } from "../../../../schema/contracts/fleets.ts";
import type { Ctx } from "../../ctx.ts";
import { beginClients } from "./begin-clients.ts";
import { fleetDocument } from "./document.ts";
import { findFleet } from "./find.ts";

/** One of the agency's fleets. Whoever looks has what has not begun yet go on. Throws `forbidden`, `not_found`. */
export async function getFleet(ctx: Ctx, id: string): Promise<Fleet> {
  const row = await findFleet(ctx, id);
  if (row.state === "active") ctx.waitUntil(beginClients(ctx.env, row, ctx.waitUntil));
  return fleetDocument(ctx.env, row);
}
