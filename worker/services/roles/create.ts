import { requireCapability } from "../../../schema/actor.ts";
import { capabilitiesOfTier, tiersFrom } from "../../../schema/capabilities.ts";
import { type CreateRole, type RoleDoc, ROLES_MAX } from "../../../schema/contracts/roles.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { newId } from "../../../schema/ids.ts";
import { insertRole } from "../../db/custom-roles.ts";
import { usableRoles } from "../../directory/usable-roles.ts";
import type { Ctx } from "../ctx.ts";
import { roleDocument } from "./document.ts";
import { ownRole } from "./own-role.ts";
import { requireAtMostOwn } from "../members/grantable.ts";

/**
 * Makes a role for the active tenant and what lies below it. Throws `forbidden` (more than the maker's own rights), `invalid` (a tier above the
 * tenant's, or more than such a role can allow), `conflict` (the name is taken, or there are as many as there may be).
 */
export async function createRole(ctx: Ctx, input: CreateRole): Promise<RoleDoc> {
  requireCapability(ctx.actor, "manageUsers");
  const { name, capabilities, tier = ctx.tenant.type } = input;
  if (!tiersFrom(ctx.tenant.type).includes(tier))
    throw new TrellisError("invalid", { field: "tier", message: "must be the account's own or one below it" });
  requireFits(tier, capabilities);
  requireAtMostOwn(ctx, capabilities);
  await refuseTakenName(ctx, name);
  const id = newId("role");
  await ctx.db.commit({
    writes: insertRole(ctx.db, { id, name, tier, capabilities, createdAt: ctx.now, updatedAt: ctx.now }),
    audit: { action: "role.created", entity: "role", entityId: id, after: { name, tier, capabilities } },
    otherwise: new TrellisError("conflict", {
      message: `An account has at most ${ROLES_MAX} roles of its own, each of another name.`,
    }),
  });
  return roleDocument(await ownRole(ctx, id));
}

/** What no role of a tier can mean is no choice. Throws `invalid`. */
export function requireFits(tier: CreateRole["tier"] & string, capabilities: CreateRole["capabilities"]): void {
  const most = capabilitiesOfTier(tier);
  if (capabilities.every((capability) => most.includes(capability))) return;
  throw new TrellisError("invalid", {
    field: "capabilities",
    message: "has some that mean nothing on such an account",
  });
}

/** Throws `conflict` naming `name`. */
export async function refuseTakenName(ctx: Ctx, name: string, butId?: string): Promise<void> {
  const own = (await usableRoles(ctx.env, ctx.tenant)).filter(({ of, id }) => of === "account" && id !== butId);
  if (!own.some((role) => role.name.toLowerCase() === name.toLowerCase())) return;
  throw new TrellisError("conflict", { field: "name", message: "There is a role of that name already." });
}
