import { requireCapability } from "../../../schema/actor.ts";
import type { Agent } from "../../../schema/contracts/agents.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { deleteAgent as remove } from "../../db/agents.ts";
import type { Ctx } from "../ctx.ts";
import { commitAgent } from "./commit.ts";
import { agentTrail } from "./document.ts";
import { getAgent } from "./get.ts";

/** Deletes an agent and answers it as it was. Throws `not_found`, `forbidden`, `conflict` (the default, while there are others). */
export async function deleteAgent(ctx: Ctx, id: string): Promise<Agent> {
  requireCapability(ctx.actor, "manageModules");
  const before = await getAgent(ctx, id);
  await commitAgent(ctx, {
    id,
    writes: remove(ctx.db, id),
    audit: { action: "agent.deleted", before: agentTrail(before) },
    otherwise: new TrellisError("conflict", {
      message: "This is the default agent: make another one the default first.",
    }),
  });
  return before;
}
