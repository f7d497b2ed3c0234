import { requireCapability } from "../../../schema/actor.ts";
import type { AgentVersion, ListAgentVersions } from "../../../schema/contracts/agents.ts";
import type { Page } from "../../../schema/contracts/common.ts";
import type { AgentVersionRow } from "../../../schema/control-plane/index.ts";
import { pageFrom } from "../../../schema/page-from.ts";
import { versionsOf } from "../../db/agents.ts";
import type { Ctx } from "../ctx.ts";
import { getAgent } from "./get.ts";

/** A page of what an agent was, newest first, the present version among them. Throws `not_found`, `forbidden`. */
export async function listVersions(
  ctx: Ctx,
  id: string,
  { limit, page }: ListAgentVersions,
): Promise<Page<AgentVersion>> {
  requireCapability(ctx.actor, "viewLeads");
  const [{ rows, total }] = await Promise.all([
    versionsOf(ctx.db, id, { limit, offset: (page - 1) * limit }),
    getAgent(ctx, id),
  ]);
  return pageFrom(rows.map(versionDocument), total, { limit, page });
}

function versionDocument({ tenantId: _known, agentId: _asked, at, byName, ...row }: AgentVersionRow): AgentVersion {
  return { ...row, at: new Date(at).toISOString(), by: byName };
}
