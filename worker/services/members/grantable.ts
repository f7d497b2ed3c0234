import { can } from "../../../schema/actor.ts";
import {
  type Capability,
  capabilitiesOf,
  type Role,
  ROLE_NAMES,
  ROLES,
  type TenantType,
} from "../../../schema/capabilities.ts";
import { CAPABILITY_WORDS } from "../../../schema/capability-words.ts";
import { invalid } from "../../../schema/collections/invalid.ts";
import type { CustomRoleRow } from "../../../schema/control-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { customRoleFor } from "../../directory/custom-roles.ts";
import type { Ctx } from "../ctx.ts";

/** What somebody asks to give on the active tenant. */
export interface AskedRole {
  /** The least of the tenant's tier unless given. */
  role?: Role | undefined;
  customRole?: string | undefined;
}

/**
 * A role, or a custom role in its place, that the caller may give on the active tenant: of its tier, and never more than they may do there
 * themselves. Throws `invalid` (role, customRole) and `forbidden`.
 */
export async function grantableRole(
  ctx: Ctx,
  { role = leastOf(ctx.tenant.type), customRole }: AskedRole,
): Promise<{ role: Role; custom: CustomRoleRow | null }> {
  if (ROLES[role].tier !== ctx.tenant.type) throw invalid("role", `must be a role of a ${TIER[ctx.tenant.type]}`);
  const custom = customRole === undefined ? null : await customRoleFor(ctx.env, ctx.tenant, customRole);
  if (custom === undefined || (custom !== null && custom.tier !== ctx.tenant.type))
    throw invalid("customRole", "must be the id of a role of this account");
  requireAtMostOwn(ctx, custom?.capabilities ?? capabilitiesOf(role));
  return { role, custom };
}

/** The role of a tier that allows least. */
function leastOf(tier: TenantType): Role {
  const [least] = ROLE_NAMES.filter((role) => ROLES[role].tier === tier).toSorted(
    (a, b) => capabilitiesOf(a).length - capabilitiesOf(b).length,
  );
  if (least === undefined) throw new Error(`no role is of the tier ${tier}`);
  return least;
}

/** Nobody gives, changes or takes away rights that they do not have on the active tenant themselves. Throws `forbidden`, saying which. */
export function requireAtMostOwn({ actor }: Pick<Ctx, "actor">, capabilities: readonly Capability[]): void {
  const beyond = capabilities.filter((capability) => !can(actor, capability));
  if (beyond.length === 0) return;
  const words = beyond.map((capability) => CAPABILITY_WORDS[capability].label.toLowerCase()).join(", ");
  throw new TrellisError("forbidden", { message: `This takes rights that you do not have here yourself: ${words}.` });
}

const TIER = { platform: "platform", agency: "agency", subaccount: "client account" } as const;
