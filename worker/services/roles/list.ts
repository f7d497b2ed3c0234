import { CAPABILITIES, ROLE_NAMES, ROLES, tiersFrom } from "../../../schema/capabilities.ts";
import { CAPABILITY_WORDS } from "../../../schema/capability-words.ts";
import type { RoleDoc, RoleList } from "../../../schema/contracts/roles.ts";
import { requireCapability } from "../../../schema/actor.ts";
import { usableRoles } from "../../directory/usable-roles.ts";
import type { Ctx } from "../ctx.ts";
import { roleDocument } from "./document.ts";

/** The roles that can be given on the active tenant or below it, built-in ones first, and what each capability means. Throws `forbidden`. */
export async function listRoles(ctx: Ctx): Promise<RoleList> {
  requireCapability(ctx.actor, "viewSettings");
  const tiers = tiersFrom(ctx.tenant.type);
  const custom = (await usableRoles(ctx.env, ctx.tenant)).filter(({ tier }) => tiers.includes(tier));
  const builtIn = ROLE_NAMES.filter((role) => tiers.includes(ROLES[role].tier)).map((id): RoleDoc => {
    const { label, tier, capabilities } = ROLES[id];
    return { id, name: label, tier, capabilities: [...capabilities], of: "trellis", people: null };
  });
  return {
    docs: [...builtIn, ...custom.map(roleDocument)],
    capabilities: CAPABILITIES.map((id) => ({ id, ...CAPABILITY_WORDS[id] })),
  };
}
