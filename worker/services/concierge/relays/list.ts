import { requireCapability } from "../../../../schema/actor.ts";
import type { RelayList } from "../../../../schema/contracts/relays.ts";
import { relaysOf } from "../../../db/relays.ts";
import type { Ctx } from "../../ctx.ts";
import { sessionOf } from "../session-of.ts";
import { relayDocument } from "./document.ts";

/** The links of a session, newest first, without their secrets. Throws `forbidden`, `not_found`. */
export async function listRelays(ctx: Ctx, conciergeId: string): Promise<RelayList> {
  requireCapability(ctx.actor, "manageModules");
  await sessionOf(ctx, conciergeId);
  return { docs: (await relaysOf(ctx.db, conciergeId)).map((row) => relayDocument(row, ctx.now)) };
}
