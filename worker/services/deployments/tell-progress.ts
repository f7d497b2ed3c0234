import { agency } from "../../../durable-objects/stubs.ts";
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
