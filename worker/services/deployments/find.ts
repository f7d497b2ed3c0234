import { manifestOf } from "../../../modules/catalog.ts";
import type { ModuleManifest } from "../../../modules/module.ts";
import type { DeploymentRow } from "../../../schema/control-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { deploymentById } from "../../db/deployments.ts";
import type { AccountCtx } from "../ctx.ts";

/** A deployment of the agency. Throws `not_found`. */
export async function findDeployment(ctx: AccountCtx, id: string): Promise<DeploymentRow> {
  const row = await deploymentById(ctx.db, id);
  if (row === undefined) throw new TrellisError("not_found");
  return row;
}

/** The manifest of what it deploys. Throws `unavailable` for a module this version does not have. */
export function manifestOfDeployment({ module }: DeploymentRow): ModuleManifest {
  const manifest = manifestOf(module);
  if (manifest === undefined)
    throw new TrellisError("unavailable", { message: "This version of the product does not have that module." });
  return manifest;
}
