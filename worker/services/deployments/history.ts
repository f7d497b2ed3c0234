import { requireCapability } from "../../../schema/actor.ts";
import type { DeploymentEvent } from "../../../schema/contracts/deployments.ts";
import { auditOfEntity } from "../../db/audit.ts";
import { auditJson } from "../audit/document.ts";
import type { Ctx } from "../ctx.ts";
import { findDeployment } from "./find.ts";

const SHOWN_MAX = 100;

/** What people did with a deployment, newest first. Read from the audit log, which keeps it anyway. Throws `forbidden`, `not_found`. */
export async function deploymentHistory(ctx: Ctx, id: string): Promise<DeploymentEvent[]> {
  requireCapability(ctx.actor, "deploy");
  await findDeployment(ctx, id);
  const rows = await auditOfEntity(ctx.db, id, SHOWN_MAX);
  return rows.map(({ at, actorName, action, after }) => ({
    at: new Date(at).toISOString(),
    by: actorName,
    action,
    detail: (auditJson(after) as Record<string, unknown> | null) ?? {},
  }));
}
