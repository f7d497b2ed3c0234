import { ROLES } from "../../../schema/capabilities.ts";
import type { TenantRow } from "../../../schema/control-plane/index.ts";
import { queueMail, type QueuedMail } from "../../mail/queue-mail.ts";
import type { InvitationFound } from "../../directory/invitations.ts";
import type { Ctx } from "../ctx.ts";

/** What the mail needs to know besides the invitation. */
export interface Inviting extends Pick<Ctx, "env" | "origin" | "now"> {
  tenant: Pick<TenantRow, "id" | "name">;
  inviter: string;
}

/** The mail that carries an invitation's link. */
export function queueInvitation(
  { env, tenant, origin, now, inviter }: Inviting,
  { invitation, custom }: InvitationFound,
  token: string,
): Promise<QueuedMail> {
  const role = custom?.name ?? ROLES[invitation.role].label;
  return queueMail(
    env,
    {
      tenantId: tenant.id,
      to: invitation.email,
      letter: {
        kind: "invitation",
        subject: `${inviter} invites you to ${tenant.name}`,
        paragraphs: [
          `${inviter} invites you to work with ${tenant.name}. Your role: ${role}.`,
          `The invitation is for ${invitation.email} and nobody else.`,
        ],
        act: { label: "Accept the invitation", url: `${origin}/invitations/${token}` },
        closing: "The link works once, for seven days. If you do not know who sent it, you can ignore this mail.",
      },
    },
    now,
  );
}
