import type { Invitation } from "../../../schema/contracts/invitations.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { mustChange } from "../../db/scoped.ts";
import { renewInvitation } from "../../directory/invitations.ts";
import type { Ctx } from "../ctx.ts";
import { admitMail } from "../links/admit-mail.ts";
import { newToken } from "../links/new-token.ts";
import { requireAtMostOwn } from "../members/grantable.ts";
import { INVITATION_MS } from "./create.ts";
import { invitationDocument, invitationTrail, offeredCapabilities } from "./document.ts";
import { getInvitation } from "./get.ts";
import { queueInvitation } from "./queue-invitation.ts";
import { resendableAt, SENDS_MAX } from "./resend-wait.ts";

/**
 * Mails an invitation again, with a new link: the old one stops working, and the week begins anew. Throws `not_found`, `forbidden` for a
 * role above the caller's own rights, `too_many` before its wait is over, `conflict` when it was sent as often as it may be.
 */
export async function resendInvitation(ctx: Ctx, id: string): Promise<Invitation> {
  const found = await getInvitation(ctx, id);
  const { invitation: read, custom } = found;
  requireAtMostOwn(ctx, offeredCapabilities(found));
  const from = resendableAt(read);
  if (from === null)
    throw new TrellisError("conflict", { message: `It was sent ${SENDS_MAX} times. Take it back and invite anew.` });
  if (from > ctx.now)
    throw new TrellisError("too_many", {
      message: "It was sent just now. Wait a little before you send it again.",
      retryAfterSeconds: Math.ceil((from - ctx.now) / 1000),
    });
  await admitMail(ctx.env, { to: read.email, agencyId: ctx.tenant.agencyId ?? ctx.tenant.id });

  const { token, hash } = await newToken();
  const set = { tokenHash: hash, sends: read.sends + 1, sentAt: ctx.now, expiresAt: ctx.now + INVITATION_MS };
  const row = { ...read, ...set };
  const mail = await queueInvitation({ ...ctx, inviter: ctx.actor.name }, { invitation: row, custom }, token);
  await ctx.db.commit({
    writes: [mustChange(renewInvitation(ctx.env, read, set)), mail.write],
    audit: { action: "invitation.resent", entity: "invitation", entityId: id, after: invitationTrail(row) },
    otherwise: new TrellisError("not_found"),
  });
  ctx.waitUntil(mail.send());
  return invitationDocument({ invitation: row, custom }, ctx.now);
}
