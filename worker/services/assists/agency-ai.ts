import { providerOf } from "../../../durable-objects/kit/provider.ts";
import { VaultError } from "../../../durable-objects/kit/vault.ts";
import type { Credentials } from "../../../modules/module.ts";
import type { DeploymentRow } from "../../../schema/control-plane/index.ts";
import type { TargetState } from "../../../schema/deployments.ts";
import { deploymentsOf, sharedCredentialsOf } from "../../db/deployments.ts";
import { targetsOfAccount } from "../../directory/deployment-accounts.ts";
import type { Env } from "../../env.ts";
import type { Ctx } from "../ctx.ts";
import { agencyDb } from "../deployments/machinery-on.ts";
import { openShared } from "../deployments/seal-shared.ts";
import { aiSettings, type ConnectedAi } from "./connected-ai.ts";

/**
 * The way to Claude with the key that the agency shares: with the active client, whose turn in the deployment has not come yet or failed, or,
 * where the agency itself is active, with its clients. Undefined where it shares none.
 */
export async function agencyAi(ctx: Pick<Ctx, "env" | "tenant">): Promise<ConnectedAi | undefined> {
  const { id, agencyId } = ctx.tenant;
  if (agencyId === null) return undefined;
  const db = agencyDb(ctx.env, agencyId);
  const shared = (await deploymentsOf(db, { module: "ai", limit: DEPLOYMENTS_READ })).filter(sharesNow);
  const found = agencyId === id ? shared[0] : await sharedWith(ctx.env, id, shared);
  if (found === undefined) return undefined;
  const owner = { tenantId: agencyId, module: found.module, id: found.id };
  const { apiKey } = await opened(openShared(ctx.env, owner, await sharedCredentialsOf(db, found.id)));
  if (apiKey === undefined) return undefined;
  const provider = providerOf(ctx.env, { integrationId: found.id, module: found.module, sandbox: false });
  return { payer: "agency", apiKey, provider, ...aiSettings(found.config) };
}

/** An agency has few that share one module: the newest of more than these are looked at. */
const DEPLOYMENTS_READ = 50;
/** How a client stands to what is meant for it. */
const MEANT: ReadonlySet<TargetState> = new Set(["waiting", "connected", "pending", "failed"]);

function sharesNow({ credentialMode, sandbox, state }: DeploymentRow): boolean {
  return credentialMode === "shared" && !sandbox && (state === "running" || state === "paused");
}

/** Nothing where the seal does not open any more, as after its master key was removed. */
async function opened(values: Promise<Credentials>): Promise<Credentials> {
  try {
    return await values;
  } catch (error) {
    if (error instanceof VaultError) return {};
    throw error;
  }
}

/** The newest of them that is meant for the client. */
async function sharedWith(
  env: Env,
  accountId: string,
  shared: readonly DeploymentRow[],
): Promise<DeploymentRow | undefined> {
  if (shared.length === 0) return undefined;
  const meant = (await targetsOfAccount(env, accountId)).filter(({ state }) => MEANT.has(state));
  return shared.find(({ id }) => meant.some(({ deploymentId }) => deploymentId === id));
}
