import type { Credentials } from "../../../modules/module.ts";
import type { DeploymentCredentialRow } from "../../../schema/control-plane/index.ts";
import type { Env } from "../../env.ts";
import { openCredentials, type Owner, sealForControl } from "../integrations/seal.ts";

/** Seals what an agency shares for its place: the deployment. `owner.id` is the deployment's. */
export async function sealShared(
  env: Env,
  owner: Owner,
  values: Credentials,
  now: number,
): Promise<Omit<DeploymentCredentialRow, "tenantId">[]> {
  const sealed = await sealForControl(env, owner, values, now);
  return sealed.map(({ integrationId, ...row }) => ({ ...row, deploymentId: integrationId }));
}

/** Opens them. For one call's use; never logged, never kept. */
export function openShared(env: Env, owner: Owner, rows: readonly DeploymentCredentialRow[]): Promise<Credentials> {
  return openCredentials(
    env,
    owner,
    rows.map(({ deploymentId, ...row }) => ({ ...row, integrationId: deploymentId, shared: true })),
  );
}
