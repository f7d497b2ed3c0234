import type { Invitation } from "../../../schema/contracts/invitations.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { mustChange } from "../../db/scoped.ts";
import { revokeInvitation as revoke } from "../../directory/invitations.ts";
import type { Ctx } from "../ctx.ts";
import { invitationDocument, invitationTrail } from "./document.ts";
import { getInvitation } from "./get.ts";

/** Takes an invitation back: its link stops working at once. Answers it as it was. Throws `not_found`, `forbidden`. */
export async function revokeInvitation(ctx: Ctx, id: string): Promise<Invitation> {
  const found = await getInvitation(ctx, id);
  await ctx.db.commit({
    writes: [mustChange(revoke(ctx.env, found.invitation, ctx.now))],
    audit: {
      action: "invitation.revoked",
      entity: "invitation",
      entityId: id,
      before: invitationTrail(found.invitation),
    },
    otherwise: new TrellisError("not_found"),
  });
  return invitationDocument(found, ctx.now);
}
