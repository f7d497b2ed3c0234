import { requireCapability } from "../../../schema/actor.ts";
import type { Invitation } from "../../../schema/contracts/invitations.ts";
import { openInvitations } from "../../directory/invitations.ts";
import type { Ctx } from "../ctx.ts";
import { invitationDocument } from "./document.ts";

/** The active account's invitations that nobody accepted or took back, newest first. Throws `forbidden`. */
export async function listInvitations(ctx: Ctx): Promise<Invitation[]> {
  requireCapability(ctx.actor, "manageUsers");
  return (await openInvitations(ctx.env, ctx.tenant.id)).map((found) => invitationDocument(found, ctx.now));
}
