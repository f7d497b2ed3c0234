import { requireCapability } from "../../../schema/actor.ts";
import type { ConciergeHost } from "../../../schema/concierge/host.ts";
import { isTrellisError } from "../../../schema/errors.ts";
import { paidAi } from "../assists/paid-ai.ts";
import type { Ctx } from "../ctx.ts";

/** Whose key the model would be paid with at this moment, and which model; or why there is none. Throws `forbidden`. */
export async function modelFor(ctx: Ctx): ReturnType<ConciergeHost["model"]> {
  requireCapability(ctx.actor, "manageModules");
  try {
    const { payer, model, sandbox } = await paidAi(ctx);
    return { payer, model, ...(sandbox ? { sandbox } : {}) };
  } catch (error) {
    if (isTrellisError(error)) return { payer: null, reason: error.message };
    throw error;
  }
}
