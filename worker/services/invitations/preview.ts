import { ROLES } from "../../../schema/capabilities.ts";
import type { InvitationPreview } from "../../../schema/contracts/invitations.ts";
import { userByEmail } from "../../directory/users.ts";
import type { Env } from "../../env.ts";
import { offered } from "./offered.ts";

/** What a link offers, for the page that asks whether to accept. Throws `link_over`, `suspended`. */
export async function previewInvitation(env: Env, token: string, now: number): Promise<InvitationPreview> {
  const { invitation, custom, tenant } = await offered(env, token, now);
  return {
    account: { name: tenant.name, type: tenant.type },
    email: invitation.email,
    role: custom?.name ?? ROLES[invitation.role].label,
    invitedBy: invitation.invitedByName,
    expiresAt: new Date(invitation.expiresAt).toISOString(),
    known: (await userByEmail(env, invitation.email)) !== undefined,
  };
}
