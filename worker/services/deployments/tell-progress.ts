import { agency } from "../../../durable-objects/stubs.ts";
import type { IntegrationRow } from "../../../schema/control-plane/index.ts";
import { reasonOf } from "../../../schema/reason-of.ts";
import type { Env } from "../../env.ts";

/** Tells the screens that look at an agency that a deployment of it has moved on. They read what they show. Never throws. */
export async function tellProgress(
  env: Env,
  { agencyId, deploymentId }: { agencyId: string; deploymentId: string },
): Promise<void> {
  try {
    await agency(env, agencyId).tellDeployment(
      { kind: "system", tenantId: agencyId, via: "deployment" },
      { id: deploymentId },
    );
  } catch (error) {
    const reason = reasonOf(error);
    console.warn(JSON.stringify({ level: "warn", event: "progress_not_told", agencyId, deploymentId, reason }));
  }
}

/** The same after a change of an integration, where a deployment looks after it. */
export async function showDeployment(env: Env, { deployed }: Pick<IntegrationRow, "deployed">): Promise<void> {
  if (deployed !== null) await tellProgress(env, { agencyId: deployed.agency, deploymentId: deployed.deployment });
}
