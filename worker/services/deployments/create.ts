import { requireCapability } from "../../../schema/actor.ts";
import type { CreateDeployment, Deployment } from "../../../schema/contracts/deployments.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { newId } from "../../../schema/ids.ts";
import { insertDeployment, putSharedCredential } from "../../db/deployments.ts";
import { mustChange } from "../../db/scoped.ts";
import { addTargets } from "../../directory/deployment-accounts.ts";
import { noteRun } from "../../directory/deployment-runs.ts";
import type { Ctx } from "../ctx.ts";
import { checkShared } from "./check-shared.ts";
import { getDeployment } from "./get.ts";
import { planDeployment } from "./plan.ts";
import { sealShared } from "./seal-shared.ts";
import { beginSpread } from "./spread.ts";

/**
 * Deploys a module to clients of an agency: writes what is to be, with one target for each, and has the queue begin. Credentials that are shared
 * and work by themselves are tried with the provider first. Throws `forbidden`, `invalid` (module, credentials, config, clients), `conflict`
 * (no clients).
 */
export async function createDeployment(ctx: Ctx, input: CreateDeployment): Promise<Deployment> {
  requireCapability(ctx.actor, "deploy");
  const { manifest, config, credentials, clients } = await planDeployment(ctx, input);
  const id = newId("deployment");
  const { now, tenant } = ctx;
  await checkShared(ctx.env, manifest, { id, credentials, given: Object.keys(input.credentials), now });
  const { deployTo, includeFuture, credentialMode, allowCustomize, sandbox } = input;
  const sealed = await sealShared(ctx.env, { tenantId: tenant.id, module: manifest.slug, id }, credentials, now);
  const targets = addTargets(tenant.id, id, clients, now);
  const decided = { module: manifest.slug, deployTo, includeFuture, credentialMode, allowCustomize, sandbox, config };
  await ctx.db.commit({
    writes: [
      insertDeployment(ctx.db, {
        id,
        ...decided,
        state: "running",
        revision: 1,
        createdByName: ctx.actor.name,
        createdAt: now,
        updatedAt: now,
      }),
      ...sealed.map((row) => putSharedCredential(ctx.db, row)),
      // For future clients alone is a deployment too.
      includeFuture ? targets : mustChange(targets),
      noteRun(ctx.env, { tenantId: tenant.id, deploymentId: id }, now),
    ],
    audit: {
      action: "deployment.started",
      entity: "deployment",
      entityId: id,
      after: { ...decided, clients: clients === "all" ? "all" : clients.length, fields: Object.keys(credentials) },
    },
    otherwise: new TrellisError("conflict", { message: "There are no clients to deploy to yet.", field: "deployTo" }),
  });
  await beginSpread(ctx.env, { agencyId: tenant.id, deploymentId: id });
  return getDeployment(ctx, id);
}
