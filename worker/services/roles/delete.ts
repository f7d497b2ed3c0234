import { requireCapability } from "../../../schema/actor.ts";
import { ROLE_NAMES, ROLE_OF_TIER, ROLES } from "../../../schema/capabilities.ts";
import type { DeleteRole, RoleDoc } from "../../../schema/contracts/roles.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { deleteRole as remove } from "../../db/custom-roles.ts";
import { type UsableRole, usableRoles } from "../../directory/usable-roles.ts";
import { holdersOfRole, moveGranted } from "../../directory/grants.ts";
import type { Ctx } from "../ctx.ts";
import { rightsChanged } from "../members/rights-changed.ts";
import { roleDocument } from "./document.ts";
import { chosenRole, type ChosenRole } from "./chosen-role.ts";
import { ownRole } from "./own-role.ts";
import { losesManagers, refuseRoleLoss } from "./refuse-role-loss.ts";
import { requireAtMostOwn } from "../members/grantable.ts";

/**
 * Deletes a role of the active tenant. Whoever has it gets `moveTo` instead, in the same batch. Answers it as it was. Throws `not_found`,
 * `forbidden` (either is more than the actor's own rights), `invalid` (moveTo is of another tier, or is not there), `conflict` (people have it
 * and no role is named; nobody would be left to manage people).
 */
export async function deleteRole(ctx: Ctx, id: string, { moveTo }: DeleteRole): Promise<RoleDoc> {
  requireCapability(ctx.actor, "manageUsers");
  const role = await ownRole(ctx, id);
  requireAtMostOwn(ctx, role.capabilities);
  const target = moveTo === undefined ? undefined : await roleToMoveTo(ctx, role, moveTo);
  if (target === undefined && role.people > 0) throw stillHeld(role.people);
  if (target !== undefined) {
    requireAtMostOwn(ctx, target.capabilities);
    await refuseRoleLoss(ctx, role, target.capabilities);
  }
  const holders = await holdersOfRole(ctx.env, role);
  await ctx.db.commit({
    writes: [
      ...(target === undefined
        ? []
        : [moveGranted(role, target, { losesManagers: losesManagers(role, target.capabilities) })]),
      remove(ctx.db, id),
    ],
    audit: {
      action: "role.deleted",
      entity: "role",
      entityId: id,
      before: { name: role.name, tier: role.tier, capabilities: role.capabilities, people: holders.length },
      ...(target === undefined ? {} : { after: { movedTo: target.name } }),
    },
    otherwise: stillHeld(1),
  });
  await rightsChanged(ctx.env, ctx.tenant, holders);
  return roleDocument(role);
}

function stillHeld(people: number): TrellisError {
  const who = people === 1 ? "One person has" : `${people} people have`;
  return new TrellisError("conflict", {
    field: "moveTo",
    message: `${who} this role. Say which role they get instead.`,
  });
}

async function roleToMoveTo(ctx: Ctx, from: UsableRole, moveTo: string): Promise<ChosenRole> {
  const usable = (await usableRoles(ctx.env, ctx.tenant)).find(({ id }) => id === moveTo);
  const chosen = usable !== undefined ? chosenRole(ROLE_OF_TIER[usable.tier], usable) : builtIn(moveTo);
  const tier = usable?.tier ?? (chosen && ROLES[chosen.role].tier);
  if (chosen !== undefined && tier === from.tier && moveTo !== from.id) return chosen;
  throw new TrellisError("invalid", { field: "moveTo", message: "must be another role of the same tier" });
}

function builtIn(name: string): ChosenRole | undefined {
  const role = ROLE_NAMES.find((one) => one === name);
  return role && chosenRole(role, null);
}
