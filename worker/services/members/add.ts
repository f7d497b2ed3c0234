import { sightOf } from "../../../durable-objects/sub-account/sight/sight-of.ts";
import { requireCapability } from "../../../schema/actor.ts";
import type { AddMember, Member } from "../../../schema/contracts/members.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { isTaken, mustChange } from "../../db/scoped.ts";
import { colleague, insertGranted } from "../../directory/grants.ts";
import { ownGrant } from "../../directory/members.ts";
import type { Ctx } from "../ctx.ts";
import { refuseFull } from "../plans/refuse-full.ts";
import { chosenRole } from "../roles/chosen-role.ts";
import { grantableRole } from "./grantable.ts";
import { memberById } from "./own-member.ts";
import { requireSight } from "./require-sight.ts";
import { rightsChanged } from "./rights-changed.ts";

/**
 * Gives a person a role of their own on the active tenant, beside what reaches it from above. They must already work on an account the tenant
 * knows of: whoever does not is answered like nobody. Throws `forbidden` (never above the giver's own rights), `not_found`, `invalid`,
 * `plan_limit`, `conflict` for whom has one.
 */
export async function addMember(ctx: Ctx, input: AddMember): Promise<Member> {
  requireCapability(ctx.actor, "manageUsers");
  const person = await colleague(ctx.env, ctx.tenant, input);
  if (person === undefined)
    throw new TrellisError("not_found", { message: "Nobody you work with has this address. Invite them instead." });
  if ((await ownGrant(ctx.env, ctx.tenant.id, person.id)) !== undefined) throw hasOne();
  const asked = await grantableRole(ctx, { role: input.role, customRole: input.customRole ?? undefined });
  const { role, customRole, name } = chosenRole(asked.role, asked.custom);
  const granted = { role, customRole, assignedOnly: input.assignedOnly ?? sightOf(ctx.actor) !== undefined };
  requireSight(ctx.actor, granted);
  const places = { counting: "all", now: ctx.now } as const;
  await refuseFull(ctx.env, ctx.tenant.id, places);
  try {
    await ctx.db.commit({
      writes: [mustChange(insertGranted({ userId: person.id, tenantId: ctx.tenant.id }, granted, ctx.now))],
      audit: {
        action: "member.added",
        entity: "member",
        entityId: person.id,
        after: { role, ...(customRole === null ? {} : { customRole: name }), assignedOnly: granted.assignedOnly },
      },
      otherwise: new TrellisError("conflict", { message: "That role was deleted meanwhile. Choose another." }),
    });
  } catch (error) {
    if (isTaken(error, "grants.")) throw hasOne();
    await refuseFull(ctx.env, ctx.tenant.id, places);
    throw error;
  }
  await rightsChanged(ctx.env, ctx.tenant, [person.id]);
  return memberById(ctx, person.id);
}

function hasOne(): TrellisError {
  return new TrellisError("conflict", { field: "user", message: "This person has a role on this account already." });
}
