import { requireCapability } from "../../../schema/actor.ts";
import type { Deployment, UpdateDeployment } from "../../../schema/contracts/deployments.ts";
import type { TargetState } from "../../../schema/deployments.ts";
import { moveTargets } from "../../db/deployments.ts";
import type { Ctx } from "../ctx.ts";
import { changeDeployment, requireState } from "./change-deployment.ts";
import { findDeployment, manifestOfDeployment } from "./find.ts";
import { getDeployment } from "./get.ts";
import { readAgencyConfig } from "./read-agency-config.ts";

/** Those that have it, and are given it anew when it changes. */
export const HOLDING = ["connected", "pending", "disabled", "failed"] as const satisfies readonly TargetState[];

/**
 * Changes what is deployed: settings, what clients may do, whether later clients get it. What touches accounts is a new revision, which every
 * one of them is given. Throws `forbidden`, `not_found`, `invalid`, `conflict` (over, or changed meanwhile).
 */
export async function updateDeployment(ctx: Ctx, id: string, input: UpdateDeployment): Promise<Deployment> {
  requireCapability(ctx.actor, "deploy");
  const row = await findDeployment(ctx, id);
  requireState(row, ["running", "paused"], "It is over: start another deployment.");
  const config = readAgencyConfig(manifestOfDeployment(row), { ...row.config, ...input.config });
  const { allowCustomize = row.allowCustomize, includeFuture = row.includeFuture } = input;
  const reaches = allowCustomize !== row.allowCustomize || JSON.stringify(config) !== JSON.stringify(row.config);
  if (!reaches && includeFuture === row.includeFuture) return getDeployment(ctx, id);
  const after = { config, allowCustomize, includeFuture };
  return changeDeployment(ctx, row, {
    set: { ...after, ...(reaches ? { revision: row.revision + 1 } : {}) },
    ...(reaches
      ? { writes: [moveTargets(ctx.db, id, HOLDING, { state: "waiting", updatedAt: ctx.now })], spreads: true }
      : {}),
    audit: {
      action: "deployment.changed",
      before: { config: row.config, allowCustomize: row.allowCustomize, includeFuture: row.includeFuture },
      after,
    },
  });
}
