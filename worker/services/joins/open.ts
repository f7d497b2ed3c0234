import type { InvitationRow, TenantRow } from "../../../schema/control-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { newId } from "../../../schema/ids.ts";
import { isTaken, mustChange, ScopedDb } from "../../db/scoped.ts";
import {
  endExpired,
  insertInvitation,
  isOnTeam,
  openInvitationTo,
  renewInvitation,
} from "../../directory/invitations.ts";
import { spendTicket } from "../../directory/spent-tickets.ts";
import type { Acting } from "../account/acting.ts";
import { INVITATION_MS } from "../invitations/create.ts";
import { invitationTrail } from "../invitations/document.ts";
import { newToken } from "../links/new-token.ts";
import { refuseFull } from "../plans/refuse-full.ts";
import { readTicket } from "../tickets/signed-ticket.ts";
import { joinOffer } from "./offer.ts";

/**
 * Opens a link to join: it becomes an invitation, whose secret is answered and accepted like any other's. Whoever is invited already gets that
 * one, with the role that was chosen for them. Throws `link_over`, `plan_limit`, `conflict` for whoever is on the team.
 */
export async function openJoin(
  { env, now, requestId }: Acting,
  given: string,
  host: Pick<TenantRow, "id" | "type"> | undefined,
): Promise<{ invitation: string }> {
  const ticket = await readTicket(env, "join", given, now);
  const { email = "", tenant: tenantId = "" } = ticket?.claims ?? {};
  if (ticket !== undefined && (await isOnTeam(env, tenantId, email)))
    throw new TrellisError("conflict", { message: "You are on this account's team already. Sign in." });
  const offer = ticket && (await joinOffer(env, email, host, now));
  if (ticket === undefined || offer === undefined || offer.tenant.id !== tenantId) throw new TrellisError("link_over");
  const { domain, tenant } = offer;

  const { token, hash } = await newToken();
  const open = await openInvitationTo(env, tenant.id, email, now);
  const renewed = {
    tokenHash: hash,
    sends: (open?.invitation.sends ?? 0) + 1,
    sentAt: now,
    expiresAt: now + INVITATION_MS,
  };
  const row: InvitationRow = {
    id: newId("invitation"),
    tenantId: tenant.id,
    email,
    role: domain.joinRole,
    customRoleTenantId: null,
    customRoleId: null,
    assignedOnly: false,
    invitedBy: domain.joinBy,
    invitedByName: `People at ${domain.domain}`,
    createdAt: now,
    acceptedAt: null,
    acceptedBy: null,
    revokedAt: null,
    ...open?.invitation,
    ...renewed,
  };
  if (open === undefined) await refuseFull(env, tenant.id, { counting: "all", now });
  try {
    await new ScopedDb(env, { kind: "anonymous", tenantId: tenant.id, requestId }).commit({
      writes: [
        mustChange(spendTicket(env, ticket)),
        ...(open === undefined
          ? [endExpired(env, row, now), mustChange(insertInvitation(row))]
          : [mustChange(renewInvitation(env, open.invitation, renewed))]),
      ],
      audit: {
        action: "join.opened",
        entity: "invitation",
        entityId: row.id,
        after: { ...invitationTrail(row), domain: domain.domain },
      },
      otherwise: new TrellisError("link_over"),
    });
  } catch (error) {
    if (isTaken(error, "invitations.email")) throw new TrellisError("link_over");
    await refuseFull(env, tenant.id, { counting: "all", now });
    throw error;
  }
  return { invitation: token };
}
