import { requireCapability } from "../../../schema/actor.ts";
import type { Agent, UpdateAgent } from "../../../schema/contracts/agents.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { moveDefault, updateAgent as update } from "../../db/agents.ts";
import type { Ctx } from "../ctx.ts";
import { commitAgent } from "./commit.ts";
import { agentTrail, nameKeyOf } from "./document.ts";
import { getAgent } from "./get.ts";

/**
 * Changes what is given. `isDefault: true` takes it from the one that was; `false` cannot be said of the default: another is made it
 * instead. Throws `not_found`, `forbidden`, `conflict`.
 */
export async function updateAgent(ctx: Ctx, id: string, input: UpdateAgent): Promise<Agent> {
  requireCapability(ctx.actor, "manageModules");
  const before = await getAgent(ctx, id);
  if (before.isDefault && input.isDefault === false)
    throw new TrellisError("conflict", {
      message: "An account's agents always have a default: make another one it instead.",
      field: "isDefault",
    });
  const { isDefault, ...given } = input;
  const set = {
    ...given,
    ...(given.name === undefined ? {} : { nameKey: nameKeyOf(given.name) }),
    updatedAt: ctx.now,
  };
  await commitAgent(ctx, {
    id,
    writes: [update(ctx.db, id, set), ...(isDefault === true ? moveDefault(ctx.db, id) : [])],
    audit: { action: "agent.updated", before: agentTrail(before), after: agentTrail({ ...before, ...input }) },
    otherwise: new TrellisError("not_found"),
  });
  return getAgent(ctx, id);
}
