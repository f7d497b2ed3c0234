import { requireCapability } from "../../../../schema/actor.ts";
import type { Tenant } from "../../../../schema/contracts/tenants.ts";
import { TrellisError } from "../../../../schema/errors.ts";
import { mustChange } from "../../../db/scoped.ts";
import { disownDeployed, leaveTargets } from "../../../directory/deployment-accounts.ts";
import { leaveFleets } from "../../../directory/fleet-clients.ts";
import { notePeople, noteStanding } from "../../../directory/integration-outbox.ts";
import { endRightsOfAgency, moveTenant, takeRequestsAlong, takeRolesAlong } from "../../../directory/move-tenant.ts";
import type { Ctx } from "../../ctx.ts";
import { reapplyIntegrations } from "../../integrations/reapply.ts";
import { releaseLater } from "../../members/release-later.ts";
import { deployToNewClient } from "../../deployments/sweep.ts";
import { tenantDocument } from "../document.ts";
import { refuseSuspended } from "../refuse-suspended.ts";
import { childOf, logOf } from "./child.ts";
import { closeLostSockets } from "./close-lost-sockets.ts";
import { lifeChange } from "./life-cycle.ts";
import { tellLater } from "./tell-later.ts";

/**
 * Moves a client to another agency, on which the caller must have the same right. One batch: the move, guarded by the version the client was
 * read at; the rights its old agency gave end (its people's grants, keys and invitations here), roles it had defined stay with the account as
 * the account's own; what it deployed becomes the account's own, without
 * what it shared; a row in three audit logs. Then its object hears how it stands under the new agency, and the sockets of people who lost
 * reach close. Throws `not_found`, `forbidden`, `suspended` (the new agency), `conflict`, `invalid` (agency: not one).
 */
export async function moveClient(over: Ctx, id: string, { agency }: { agency: string }): Promise<Tenant> {
  const read = await childOf(over, id);
  lifeChange("move", read, { now: over.now });
  const target = await over.enter(agency);
  requireCapability(target.actor, "manageTenants");
  refuseSuspended(target.tenant, over.now);
  if (target.tenant.type !== "agency")
    throw new TrellisError("invalid", { field: "agency", message: "must be an agency" });
  if (agency === over.tenant.id)
    throw new TrellisError("conflict", { field: "agency", message: "This account stands under that agency already." });

  const updatedAt = Math.max(over.now, read.updatedAt + 1);
  const [from, to] = [over.tenant.id, agency];
  const audit = {
    action: "tenant.moved",
    entity: "tenant",
    entityId: id,
    before: { agency: from },
    after: { agency: to },
  } as const;
  await over.db.commit({
    writes: [
      mustChange(moveTenant(read, { to, updatedAt })),
      ...takeRolesAlong({ tenantId: id, from }, over.now),
      ...endRightsOfAgency({ tenantId: id, from }, over.now),
      ...takeRequestsAlong(id, to),
      ...leaveTargets({ tenantId: id, from }),
      leaveFleets({ tenantId: id, from }),
      ...disownDeployed({ tenantId: id }, over.now),
      noteStanding(id, over.now),
      notePeople(read, over.now),
    ],
    audit,
    also: [
      { db: logOf(over, id), audit },
      { db: target.db, audit },
    ],
    otherwise: new TrellisError("conflict", {
      message: "This account, or an agency, was changed meanwhile. Look again, then retry.",
    }),
  });
  await tellLater(over, read);
  await closeLostSockets(over, { id, agencyId: to });
  releaseLater(over, read);
  // What was deployed here has changed in the batch, and its object has to hear of it.
  over.waitUntil(reapplyIntegrations(over.env, updatedAt));
  await deployToNewClient(over.env, agency, updatedAt);
  return tenantDocument({ ...read, parentId: to, agencyId: to, updatedAt });
}
