import { TrellisError } from "../../../schema/errors.ts";
import type { InvitationRow, TenantRow } from "../../../schema/control-plane/index.ts";
import { type InvitationFound, invitationByToken } from "../../directory/invitations.ts";
import { grantsOfUser } from "../../directory/principals.ts";
import { tenantById } from "../../directory/tenants.ts";
import type { Env } from "../../env.ts";
import { reaches } from "../../middleware/active-tenant.ts";
import { hashKey } from "../keys/hash-key.ts";
import { refuseSuspended } from "../tenants/refuse-suspended.ts";
import { offeredCapabilities } from "./document.ts";

/**
 * What the holder of a link is offered, as long as whoever offered it may still give it. Throws `link_over` alike for a link that was never
 * made, is spent, taken back or over, and for one whose giver lost the right; `suspended`.
 */
export async function offered(env: Env, token: string, now: number): Promise<InvitationFound & { tenant: TenantRow }> {
  const found = await invitationByToken(env, await hashKey(token));
  if (found === undefined || found.invitation.expiresAt <= now) throw new TrellisError("link_over");
  const { tenant } = found;
  if (!(await stillOffers(env, found, tenant))) throw new TrellisError("link_over");
  const reached = await tenantById(env, tenant.id);
  if (reached === undefined) throw new TrellisError("link_over");
  refuseSuspended(reached, now);
  return found;
}

/** What an invitation gives, and who answers for it. */
export interface Offer {
  invitation: Pick<InvitationRow, "role" | "customRoleId" | "assignedOnly" | "invitedBy">;
  custom: InvitationFound["custom"];
}

/** Whether whoever answers for an invitation may still give what it offers, and that is still there to give. */
export async function stillOffers(
  env: Env,
  found: Offer,
  tenant: Pick<TenantRow, "id" | "agencyId">,
): Promise<boolean> {
  const { invitation, custom } = found;
  const grants = (await grantsOfUser(env, invitation.invitedBy)).filter((grant) => reaches(grant, tenant));
  const needed = ["manageUsers" as const, ...offeredCapabilities(found)];
  return (
    needed.every((capability) => grants.some(({ capabilities }) => capabilities.includes(capability))) &&
    (invitation.assignedOnly || grants.some(({ assignedOnly }) => !assignedOnly)) &&
    (invitation.customRoleId === null || custom !== null)
  );
}
