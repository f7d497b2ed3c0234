import type { Deployment } from "../../../schema/contracts/deployments.ts";
import type { DeploymentRow } from "../../../schema/control-plane/index.ts";
import type { DeploymentState } from "../../../schema/deployments.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { updateDeployment } from "../../db/deployments.ts";
import { type AuditEntry, mustChange, type Statement } from "../../db/scoped.ts";
import { noteRun } from "../../directory/deployment-runs.ts";
import type { Ctx } from "../ctx.ts";
import { getDeployment } from "./get.ts";
import { beginSpread } from "./spread.ts";
import { tellProgress } from "./tell-progress.ts";

/**
 * Changes a deployment as it was read, with whatever else belongs into the batch. With `spreads` targets wait again, and the queue begins. Throws
 * `conflict` where somebody changed it meanwhile.
 */
export async function changeDeployment(
  ctx: Ctx,
  row: DeploymentRow,
  change: {
    set?: Partial<Omit<DeploymentRow, "tenantId" | "id">>;
    writes?: readonly Statement[];
    spreads?: boolean;
    audit: Pick<AuditEntry, "action" | "before" | "after">;
  },
): Promise<Deployment> {
  const { id } = row;
  const run = { tenantId: ctx.tenant.id, deploymentId: id };
  await ctx.db.commit({
    writes: [
      mustChange(updateDeployment(ctx.db, row, { ...change.set, updatedAt: ctx.now })),
      ...(change.writes ?? []),
      ...(change.spreads ? [noteRun(ctx.env, run, ctx.now)] : []),
    ],
    audit: { ...change.audit, entity: "deployment", entityId: id },
    otherwise: new TrellisError("conflict", { message: "This deployment was changed in the meantime. Load it again." }),
  });
  const at = { agencyId: ctx.tenant.id, deploymentId: id };
  if (change.spreads) await beginSpread(ctx.env, at);
  await tellProgress(ctx.env, at);
  return getDeployment(ctx, id);
}

/** Throws `conflict`, with these words, unless the deployment is in one of these states. */
export function requireState({ state }: DeploymentRow, states: readonly DeploymentState[], message: string): void {
  if (!states.includes(state)) throw new TrellisError("conflict", { message });
}
