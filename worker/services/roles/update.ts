import { requireCapability } from "../../../schema/actor.ts";
import type { RoleDoc, UpdateRole } from "../../../schema/contracts/roles.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { updateRole as update } from "../../db/custom-roles.ts";
import { holdersOfRole } from "../../directory/grants.ts";
import type { Ctx } from "../ctx.ts";
import { rightsChanged } from "../members/rights-changed.ts";
import { refuseTakenName, requireFits } from "./create.ts";
import { roleDocument } from "./document.ts";
import { ownRole } from "./own-role.ts";
import { losesManagers, refuseRoleLoss } from "./refuse-role-loss.ts";
import { requireAtMostOwn } from "../members/grantable.ts";

/**
 * Renames a role of the active tenant, or changes what it allows, for everyone who has it and within a second. Throws `not_found`, `forbidden`
 * (before or after it is more than the actor's own rights), `invalid`, `conflict` (the name; nobody would be left to manage people; oneself;
 * changed meanwhile).
 */
export async function updateRole(ctx: Ctx, id: string, input: UpdateRole): Promise<RoleDoc> {
  requireCapability(ctx.actor, "manageUsers");
  const before = await ownRole(ctx, id);
  const { name = before.name, capabilities = before.capabilities } = input;
  const same = JSON.stringify(capabilities) === JSON.stringify(before.capabilities);
  if (name === before.name && same) return roleDocument(before);
  requireFits(before.tier, capabilities);
  requireAtMostOwn(ctx, [...before.capabilities, ...capabilities]);
  if (name !== before.name) await refuseTakenName(ctx, name, id);
  if (!same) await refuseRoleLoss(ctx, before, capabilities);
  // Strictly later, so that two changes within a millisecond are told apart.
  const updatedAt = Math.max(ctx.now, before.updatedAt + 1);
  await ctx.db.commit({
    writes: [
      update(ctx.db, before, { name, capabilities, updatedAt }, { losesManagers: losesManagers(before, capabilities) }),
    ],
    audit: {
      action: "role.updated",
      entity: "role",
      entityId: id,
      before: { name: before.name, capabilities: before.capabilities },
      after: { name, capabilities },
    },
    otherwise: new TrellisError("conflict", {
      message: "Someone else changed this role meanwhile. Look again, then retry.",
    }),
  });
  if (!same) await rightsChanged(ctx.env, ctx.tenant, await holdersOfRole(ctx.env, before));
  return roleDocument(await ownRole(ctx, id));
}
