import { requireCapability } from "../../../schema/actor.ts";
import type { Agent } from "../../../schema/contracts/agents.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { agentById } from "../../db/agents.ts";
import type { Ctx } from "../ctx.ts";
import { agentDocument } from "./document.ts";

/** One agent. Throws `not_found`, `forbidden`. */
export async function getAgent(ctx: Ctx, id: string): Promise<Agent> {
  requireCapability(ctx.actor, "viewLeads");
  const row = await agentById(ctx.db, id);
  if (row === undefined) throw new TrellisError("not_found");
  return agentDocument(row);
}
