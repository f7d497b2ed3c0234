import { can } from "../../../schema/actor.ts";
import { isTrellisError, TrellisError } from "../../../schema/errors.ts";
import type { Ctx } from "../ctx.ts";

/**
 * The caller where an account's plan is decided: a client's by its agency or the platform, an agency's by itself or the platform. Throws
 * `forbidden` to whoever may not, and `conflict` for the platform, which has no plan to choose.
 */
export async function planDecider(ctx: Ctx): Promise<Ctx> {
  const { type, parentId } = ctx.tenant;
  if (type === "platform" || parentId === null)
    throw new TrellisError("conflict", { message: "The platform itself has no plan to choose." });
  const decider = type === "agency" ? ctx : await above(ctx, parentId);
  if (decider === undefined || !can(decider.actor, "manageBilling"))
    throw new TrellisError("forbidden", {
      message:
        type === "agency"
          ? "Whoever manages billing chooses the plan."
          : "The agency of this account chooses its plan. Ask them for another one.",
    });
  return decider;
}

/** Whether the caller may choose the plan of the active tenant. */
export async function mayChoosePlan(ctx: Ctx): Promise<boolean> {
  try {
    await planDecider(ctx);
    return true;
  } catch (error) {
    if (isTrellisError(error)) return false;
    throw error;
  }
}

async function above(ctx: Ctx, parentId: string): Promise<Ctx | undefined> {
  try {
    return await ctx.enter(parentId);
  } catch (error) {
    if (isTrellisError(error) && error.code === "not_found") return undefined;
    throw error;
  }
}
