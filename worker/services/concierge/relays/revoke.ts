import { requireCapability } from "../../../../schema/actor.ts";
import type { Relay } from "../../../../schema/contracts/relays.ts";
import { TrellisError } from "../../../../schema/errors.ts";
import { relayById, revokeRelay as revoke } from "../../../db/relays.ts";
import type { Ctx } from "../../ctx.ts";
import { relayDocument } from "./document.ts";

/** Takes a link back: from then on it opens nothing. Throws `forbidden`, `not_found`, `conflict` for one that was taken back before. */
export async function revokeRelay(ctx: Ctx, at: { conciergeId: string; relayId: string }): Promise<Relay> {
  requireCapability(ctx.actor, "manageModules");
  const row = await relayById(ctx.db, at);
  if (row === undefined) throw new TrellisError("not_found");
  await ctx.db.commit({
    writes: [revoke(ctx.db, row.id, ctx.now)],
    audit: {
      action: "concierge.link_revoked",
      entity: "concierge",
      entityId: row.conciergeId,
      before: { link: row.id, modules: row.modules },
    },
    otherwise: new TrellisError("conflict", { message: "This link was taken back already." }),
  });
  return relayDocument({ ...row, revokedAt: ctx.now }, ctx.now);
}
