import { requireCapability } from "../../../schema/actor.ts";
import type { Page } from "../../../schema/contracts/common.ts";
import type { DeploymentTarget, Drift, ListTargets } from "../../../schema/contracts/deployments.ts";
import type { DeploymentRow } from "../../../schema/control-plane/index.ts";
import { pageFrom } from "../../../schema/page-from.ts";
import { targetCounts } from "../../db/deployments.ts";
import { type TargetLine, targetLines } from "../../directory/deployment-accounts.ts";
import type { Ctx } from "../ctx.ts";
import { findDeployment } from "./find.ts";

/** The accounts of a deployment by name, how each stands, and where it differs from what was deployed. Throws `forbidden`, `not_found`. */
export async function listTargets(ctx: Ctx, id: string, query: ListTargets): Promise<Page<DeploymentTarget>> {
  requireCapability(ctx.actor, "deploy");
  const deployment = await findDeployment(ctx, id);
  const { state, limit, page } = query;
  const [lines, counts] = await Promise.all([
    targetLines(ctx.env, ctx.tenant.id, { deploymentId: id, state, limit, offset: (page - 1) * limit }),
    targetCounts(ctx.db, id),
  ]);
  const total = state === undefined ? [...counts.values()].reduce((sum, n) => sum + n, 0) : (counts.get(state) ?? 0);
  return pageFrom(
    lines.map((line) => targetDocument(deployment, line)),
    total,
    query,
  );
}

function targetDocument(deployment: DeploymentRow, line: TargetLine): DeploymentTarget {
  const { id, accountId, name, state, reason, fix, attempts, integrationId, updatedAt } = line;
  return {
    id,
    account: { id: accountId, name },
    state,
    reason,
    fix,
    attempts,
    integration: integrationId,
    drift: driftOf(deployment, line),
    updatedAt: new Date(updatedAt).toISOString(),
  };
}

/** How an account differs from what is deployed. Before its turn, and where the deployment does nothing, nothing can. */
export function driftOf(
  deployment: Pick<DeploymentRow, "state" | "revision">,
  {
    state,
    integrationId,
    desiredVersion,
    appliedVersion,
    deployedRevision,
  }: Omit<TargetLine, "id" | "accountId" | "name">,
): Drift | null {
  if (deployment.state === "removing" || deployment.state === "cancelled") return null;
  if (state === "removed") return "uninstalled";
  if (integrationId === null || state === "waiting" || state === "kept" || state === "cancelled") return null;
  if (desiredVersion === null) return "uninstalled";
  if (deployedRevision !== deployment.revision) return "outdated";
  return desiredVersion === appliedVersion ? null : "untold";
}
