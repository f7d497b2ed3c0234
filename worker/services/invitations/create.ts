import { requireCapability } from "../../../schema/actor.ts";
import type { CreateInvitation, Invitation } from "../../../schema/contracts/invitations.ts";
import type { InvitationRow } from "../../../schema/control-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { newId } from "../../../schema/ids.ts";
import { isTaken, mustChange } from "../../db/scoped.ts";
import { endExpired, insertInvitation, isOnTeam, OPEN_INVITATIONS_MAX } from "../../directory/invitations.ts";
import type { Ctx } from "../ctx.ts";
import { admitMail } from "../links/admit-mail.ts";
import { newToken } from "../links/new-token.ts";
import { grantableRole } from "../members/grantable.ts";
import { requireSight } from "../members/require-sight.ts";
import { refuseFull } from "../plans/refuse-full.ts";
import { invitationDocument, invitationTrail } from "./document.ts";
import { queueInvitation } from "./queue-invitation.ts";

export const INVITATION_MS = 7 * 24 * 60 * 60_000;

/**
 * Offers an e-mail address a place on the active account's team, and mails the link. Throws `forbidden` for a role above the caller's own
 * rights, for more than they see themselves, and to a program, `conflict` (email) for one who is on the team or invited already, or when there are too many open ones,
 * `plan_limit` where the plan holds no more people, `too_many` for an address that was sent too many links, `invalid`.
 */
export async function createInvitation(ctx: Ctx, input: CreateInvitation): Promise<Invitation> {
  requireCapability(ctx.actor, "manageUsers");
  const { actor, now } = ctx;
  if (actor.kind !== "user") throw new TrellisError("forbidden", { message: "Only a person can invite people." });
  const { role, custom } = await grantableRole(ctx, input);
  requireSight(actor, input);
  if (await isOnTeam(ctx.env, ctx.tenant.id, input.email)) throw taken("is on the team already");
  await refuseFull(ctx.env, ctx.tenant.id, { counting: "all", now });
  await admitMail(ctx.env, { to: input.email, agencyId: ctx.tenant.agencyId ?? ctx.tenant.id });

  const { token, hash } = await newToken();
  const row: InvitationRow = {
    id: newId("invitation"),
    tenantId: ctx.tenant.id,
    email: input.email,
    role,
    customRoleTenantId: custom?.tenantId ?? null,
    customRoleId: custom?.id ?? null,
    assignedOnly: input.assignedOnly,
    tokenHash: hash,
    invitedBy: actor.userId,
    invitedByName: actor.name,
    sends: 1,
    sentAt: now,
    createdAt: now,
    expiresAt: now + INVITATION_MS,
    acceptedAt: null,
    acceptedBy: null,
    revokedAt: null,
  };
  const mail = await queueInvitation({ ...ctx, inviter: ctx.actor.name }, { invitation: row, custom }, token);
  try {
    await ctx.db.commit({
      writes: [endExpired(ctx.env, row, now), mustChange(insertInvitation(row)), mail.write],
      audit: { action: "invitation.created", entity: "invitation", entityId: row.id, after: invitationTrail(row) },
      otherwise: new TrellisError("conflict", {
        message: `An account has at most ${OPEN_INVITATIONS_MAX} open invitations. Take some back first.`,
      }),
    });
  } catch (error) {
    if (isTaken(error, "invitations.email")) throw taken("is invited already");
    // Somebody else may have taken the last place meanwhile.
    await refuseFull(ctx.env, ctx.tenant.id, { counting: "all", now });
    throw error;
  }
  ctx.waitUntil(mail.send());
  return invitationDocument({ invitation: row, custom }, now);
}

function taken(why: string): TrellisError {
  return new TrellisError("conflict", { field: "email", message: `This address ${why}.` });
}
