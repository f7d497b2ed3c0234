import type { Capability } from "../../../schema/capabilities.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { hasOtherManager } from "../../directory/grants.ts";
import { grantsOfUser } from "../../directory/principals.ts";
import { capabilitiesOn } from "../../middleware/active-tenant.ts";
import type { Ctx } from "../ctx.ts";

/**
 * Refuses what would leave an account without anyone of its own to manage its people, or shut the person who acts out of doing so. `left` is what
 * the grant on the active tenant allows afterwards, undefined when it goes. Throws `conflict`. The write itself asks again.
 */
export async function refuseLoss(
  ctx: Ctx,
  userId: string,
  before: readonly Capability[],
  left: readonly Capability[] | undefined,
): Promise<void> {
  if (!before.includes("manageUsers") || left?.includes("manageUsers") === true) return;
  if (ctx.actor.kind === "user" && ctx.actor.userId === userId) await refuseShuttingOneselfOut(ctx, userId);
  if (!(await hasOtherManager(ctx.env, { userId, tenantId: ctx.tenant.id })))
    throw new TrellisError("conflict", {
      message: "Nobody else of this account can manage its people. Make somebody else an administrator first.",
    });
}

async function refuseShuttingOneselfOut(ctx: Ctx, userId: string): Promise<void> {
  const others = (await grantsOfUser(ctx.env, userId)).filter(({ tenantId }) => tenantId !== ctx.tenant.id);
  const reaching = [...others, { tenantId: ctx.tenant.id, type: ctx.tenant.type, capabilities: [] }];
  if (capabilitiesOn(reaching, ctx.tenant).includes("manageUsers")) return;
  throw new TrellisError("conflict", {
    message: "You would lose the right to manage people here. Ask another administrator to change your role.",
  });
}
