import { requireCapability } from "../../../schema/actor.ts";
import type { Member, UpdateMember } from "../../../schema/contracts/members.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { mustChange } from "../../db/scoped.ts";
import { updateGranted } from "../../directory/grants.ts";
import type { Ctx } from "../ctx.ts";
import { chosenRole, type ChosenRole } from "../roles/chosen-role.ts";
import { grantableRole, requireAtMostOwn } from "./grantable.ts";
import { grantTrail, type Held, heldGrant, memberById } from "./own-member.ts";
import { refuseLoss } from "./refuse-loss.ts";
import { requireSight } from "./require-sight.ts";
import { rightsChanged } from "./rights-changed.ts";

/**
 * Changes somebody's grant on the active tenant: role, custom role, whether they see only what is assigned to them. Holds at every door and
 * socket within a second. Throws `forbidden` (the grant as it was or will be is above the actor's own rights), `not_found`, `invalid`,
 * `conflict` (from above; the last one to manage people; oneself; changed meanwhile).
 */
export async function changeMember(ctx: Ctx, userId: string, input: UpdateMember): Promise<Member> {
  requireCapability(ctx.actor, "manageUsers");
  const held = await heldGrant(ctx, userId);
  const { grant, stored } = held;
  const chosen = await nextRole(ctx, held, input);
  requireAtMostOwn(ctx, [...grant.capabilities, ...chosen.capabilities]);
  const next = {
    role: chosen.role,
    customRole: chosen.customRole,
    assignedOnly: input.assignedOnly ?? stored.assignedOnly,
  };
  if (JSON.stringify(next) === JSON.stringify(stored)) return memberById(ctx, userId);
  requireSight(ctx.actor, { assignedOnly: stored.assignedOnly && next.assignedOnly });
  await refuseLoss(ctx, userId, grant.capabilities, chosen.capabilities);
  const manages = chosen.capabilities.includes("manageUsers");
  await ctx.db.commit({
    writes: [mustChange(updateGranted({ userId, tenantId: ctx.tenant.id }, stored, next, { manages }))],
    audit: {
      action: "member.changed",
      entity: "member",
      entityId: userId,
      before: grantTrail(grant),
      after: grantTrail({ ...next, customRole: next.customRole && { id: next.customRole.id, name: chosen.name } }),
    },
    otherwise: new TrellisError("conflict", {
      message: "Someone else changed this meanwhile. Look again, then retry.",
    }),
  });
  await rightsChanged(ctx.env, ctx.tenant, [userId]);
  return memberById(ctx, userId);
}

/** What is said stands; of the role nothing said leaves it as it was. */
async function nextRole(ctx: Ctx, { grant, stored }: Held, input: UpdateMember): Promise<ChosenRole> {
  if (input.role !== undefined || typeof input.customRole === "string") {
    const { role, custom } = await grantableRole(ctx, { role: input.role, customRole: input.customRole ?? undefined });
    return chosenRole(role, custom);
  }
  if (input.customRole === null && stored.customRole !== null)
    throw new TrellisError("invalid", { field: "role", message: "say which role instead" });
  return { ...stored, capabilities: grant.capabilities, name: grant.customRole?.name ?? "" };
}
