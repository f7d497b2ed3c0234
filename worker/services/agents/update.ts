import { requireCapability } from "../../../schema/actor.ts";
import type { Agent, UpdateAgent } from "../../../schema/contracts/agents.ts";
import { TrellisError } from "../../../schema/errors.ts";
import type { Ctx } from "../ctx.ts";
import { getAgent } from "./get.ts";
import { rewriteAgent } from "./rewrite.ts";

/**
 * Changes what is given. `isDefault: true` takes it from the one that was; `false` cannot be said of the default: another is made it
 * instead. Throws `not_found`, `forbidden`, `conflict`.
 */
export async function updateAgent(ctx: Ctx, id: string, { version, ...given }: UpdateAgent): Promise<Agent> {
  requireCapability(ctx.actor, "manageModules");
  if (given.isDefault === false && (await getAgent(ctx, id)).isDefault)
    throw new TrellisError("conflict", {
      message: "An account's agents always have a default: make another one it instead.",
      field: "isDefault",
    });
  return rewriteAgent(ctx, id, "agent.updated", given, version);
}
