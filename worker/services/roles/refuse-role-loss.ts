import type { Capability } from "../../../schema/capabilities.ts";
import { TrellisError } from "../../../schema/errors.ts";
import type { UsableRole } from "../../directory/usable-roles.ts";
import { tenantLeftAlone } from "../../directory/grants.ts";
import { grantsOfUser } from "../../directory/principals.ts";
import { capabilitiesOn } from "../../middleware/active-tenant.ts";
import type { Ctx } from "../ctx.ts";

/**
 * Refuses to change what a role allows where that would leave an account without anyone to manage its people, or the actor without that right
 * here. Throws `conflict`.
 */
export async function refuseRoleLoss(
  ctx: Ctx,
  role: Pick<UsableRole, "id" | "tenantId" | "capabilities">,
  left: readonly Capability[],
): Promise<void> {
  if (!losesManagers(role, left)) return;
  if (await tenantLeftAlone(ctx.env, role))
    throw new TrellisError("conflict", {
      message:
        "On an account nobody would be left to manage its people. Make somebody else an administrator there first.",
    });
  if (ctx.actor.kind !== "user") return;
  const grants = await grantsOfUser(ctx.env, ctx.actor.userId);
  const afterwards = grants.map((grant) => (grant.customRoleId === role.id ? { ...grant, capabilities: left } : grant));
  if (capabilitiesOn(afterwards, ctx.tenant).includes("manageUsers")) return;
  throw new TrellisError("conflict", {
    message: "You have this role yourself, and would lose the right to manage people here.",
  });
}

/** Whether those with the role could manage people, and could no more. */
export function losesManagers(role: Pick<UsableRole, "capabilities">, left: readonly Capability[]): boolean {
  return role.capabilities.includes("manageUsers") && !left.includes("manageUsers");
}
