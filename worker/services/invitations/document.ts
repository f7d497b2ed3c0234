import { type Capability, capabilitiesOf } from "../../../schema/capabilities.ts";
import type { Invitation } from "../../../schema/contracts/invitations.ts";
import type { InvitationRow } from "../../../schema/control-plane/index.ts";
import type { InvitationFound } from "../../directory/invitations.ts";
import { resendableAt } from "./resend-wait.ts";

/** An invitation as the API shows it: nothing of its link. */
export function invitationDocument({ invitation: row, custom }: InvitationFound, now: number): Invitation {
  const resendAt = resendableAt(row);
  return {
    id: row.id,
    email: row.email,
    role: row.role,
    customRole:
      row.customRoleId === null ? null : { id: row.customRoleId, name: custom?.name ?? "A role that is gone" },
    assignedOnly: row.assignedOnly,
    state: row.expiresAt > now ? "open" : "expired",
    invitedBy: { id: row.invitedBy, name: row.invitedByName },
    createdAt: new Date(row.createdAt).toISOString(),
    sentAt: new Date(row.sentAt).toISOString(),
    resendAt: resendAt === null ? null : new Date(resendAt).toISOString(),
    expiresAt: new Date(row.expiresAt).toISOString(),
  };
}

/** What its holder will be allowed. A custom role that is gone allows nothing. */
export function offeredCapabilities({
  invitation,
  custom,
}: {
  invitation: Pick<InvitationRow, "role" | "customRoleId">;
  custom: InvitationFound["custom"];
}): readonly Capability[] {
  return invitation.customRoleId === null ? capabilitiesOf(invitation.role) : (custom?.capabilities ?? []);
}

/** What the audit log says of it. */
export function invitationTrail(row: InvitationRow) {
  const { email, role, customRoleId, assignedOnly, expiresAt } = row;
  return { email, role, customRole: customRoleId, assignedOnly, expiresAt: new Date(expiresAt).toISOString() };
}
