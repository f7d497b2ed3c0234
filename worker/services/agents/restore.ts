import { requireCapability } from "../../../schema/actor.ts";
import { AI_MODEL_IDS } from "../../../schema/ai-models.ts";
import type { Agent, RestoreAgent } from "../../../schema/contracts/agents.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { versionOf } from "../../db/agents.ts";
import type { Ctx } from "../ctx.ts";
import { getAgent } from "./get.ts";
import { rewriteAgent } from "./rewrite.ts";

/**
 * Makes an agent again what it was at an earlier version, as a new one: nothing is lost by it. A model that is no longer offered stays the one
 * it has. Throws `not_found`, `forbidden`, `invalid` (a version that is not kept), `conflict` (another agent has its name now).
 */
export async function restoreAgent(ctx: Ctx, id: string, { version }: RestoreAgent): Promise<Agent> {
  requireCapability(ctx.actor, "manageModules");
  const [agent, found] = await Promise.all([getAgent(ctx, id), versionOf(ctx.db, id, version)]);
  if (found === undefined)
    throw new TrellisError("invalid", { message: "There is no such version any more.", field: "version" });
  const { name, systemPrompt, scope } = found;
  const model = AI_MODEL_IDS.find((offered) => offered === found.model) ?? agent.model;
  return rewriteAgent(ctx, id, "agent.restored", { name, systemPrompt, model, scope, restored: version });
}
