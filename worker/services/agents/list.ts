import { requireCapability } from "../../../schema/actor.ts";
import type { Agent, ListAgents } from "../../../schema/contracts/agents.ts";
import type { Page } from "../../../schema/contracts/common.ts";
import { pageFrom } from "../../../schema/page-from.ts";
import { agentsOf } from "../../db/agents.ts";
import type { Ctx } from "../ctx.ts";
import { agentDocument } from "./document.ts";

/** A page of the account's agents by name. Throws `forbidden`. */
export async function listAgents(ctx: Ctx, { limit, page, sort }: ListAgents): Promise<Page<Agent>> {
  requireCapability(ctx.actor, "viewLeads");
  const byName = (await agentsOf(ctx.db)).map(agentDocument);
  const all = sort === "name" ? byName : byName.toReversed();
  const start = (page - 1) * limit;
  return pageFrom(all.slice(start, start + limit), all.length, { limit, page });
}
