import { requireCapability } from "../../../schema/actor.ts";
import type { Member } from "../../../schema/contracts/members.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { mustChange } from "../../db/scoped.ts";
import { deleteGranted } from "../../directory/grants.ts";
import { notePeople } from "../../directory/integration-outbox.ts";
import type { Ctx } from "../ctx.ts";
import { requireAtMostOwn } from "./grantable.ts";
import { grantTrail, heldGrant, memberById } from "./own-member.ts";
import { refuseLoss } from "./refuse-loss.ts";
import { releaseLater } from "./release-later.ts";
import { requireSight } from "./require-sight.ts";
import { rightsChanged } from "./rights-changed.ts";

/**
 * Takes somebody's grant on the active tenant away; what reaches it from above stays. What is assigned to whoever can act nowhere there any more
 * is nobody's then. Answers the person as they were. Throws `forbidden` (more
 * than the actor's own rights), `not_found`, `conflict` (from above; the last one to manage people; oneself; changed meanwhile).
 */
export async function removeMember(ctx: Ctx, userId: string): Promise<Member> {
  requireCapability(ctx.actor, "manageUsers");
  const { grant, stored } = await heldGrant(ctx, userId);
  requireAtMostOwn(ctx, grant.capabilities);
  requireSight(ctx.actor, stored);
  await refuseLoss(ctx, userId, grant.capabilities, undefined);
  const before = await memberById(ctx, userId);
  await ctx.db.commit({
    writes: [
      mustChange(deleteGranted({ userId, tenantId: ctx.tenant.id }, stored)),
      ...(ctx.tenant.type === "platform" ? [] : [notePeople(ctx.tenant, ctx.now)]),
    ],
    audit: { action: "member.removed", entity: "member", entityId: userId, before: grantTrail(grant) },
    otherwise: new TrellisError("conflict", {
      message: "Someone else changed this meanwhile. Look again, then retry.",
    }),
  });
  await rightsChanged(ctx.env, ctx.tenant, [userId]);
  releaseLater(ctx, ctx.tenant);
  return before;
}
