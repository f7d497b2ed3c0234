import { requireCapability } from "../../../../schema/actor.ts";
import type { Fleet, ListFleets } from "../../../../schema/contracts/fleets.ts";
import type { Page } from "../../../../schema/contracts/common.ts";
import { pageFrom } from "../../../../schema/page-from.ts";
import { fleetsOf } from "../../../db/fleets.ts";
import type { Ctx } from "../../ctx.ts";
import { fleetDocument } from "./document.ts";

/** The agency's fleets, newest first. Throws `forbidden`. */
export async function listFleets(ctx: Ctx, { limit, page }: ListFleets): Promise<Page<Fleet>> {
  requireCapability(ctx.actor, "deploy");
  const { rows, total } = await fleetsOf(ctx.db, { limit, offset: (page - 1) * limit });
  return pageFrom(await Promise.all(rows.map((row) => fleetDocument(ctx.env, row))), total, { limit, page });
}
