import { requireCapability } from "../../../schema/actor.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { type InvitationFound, openInvitation } from "../../directory/invitations.ts";
import type { Ctx } from "../ctx.ts";

/** An open invitation of the active account. Throws `forbidden`, and `not_found` alike for a foreign, a spent and a missing one. */
export async function getInvitation(ctx: Ctx, id: string): Promise<InvitationFound> {
  requireCapability(ctx.actor, "manageUsers");
  const found = await openInvitation(ctx.env, ctx.tenant.id, id);
  if (found === undefined) throw new TrellisError("not_found");
  return found;
}
