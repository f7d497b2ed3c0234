import type { DeploymentRunRow } from "../../../schema/control-plane/index.ts";
import { deploymentById, waitingTargets } from "../../db/deployments.ts";
import { forgetRun, postponeRun, runsDue, runsDueOf } from "../../directory/deployment-runs.ts";
import type { Env } from "../../env.ts";
import { reasonOf } from "../../../schema/reason-of.ts";
import { agencyDb } from "./machinery-on.ts";
import { beginSpread } from "./spread.ts";

const SWEEP_MAX = 100;

/** The sweep: sends again what the queue has had its time for. One deployment that fails holds up no other. Never throws for one. */
export async function sweepDeployments(env: Env, now: number): Promise<void> {
  for (const run of await runsDue(env, now, SWEEP_MAX)) await sweepOne(env, run, now);
}

/** After a client came to an agency: begins with what is deployed to those that come later. Never throws. */
export async function deployToNewClient(env: Env, agencyId: string, now: number): Promise<void> {
  try {
    for (const run of await runsDueOf(env, agencyId, now)) await sweepOne(env, run, now);
  } catch (error) {
    report({ tenantId: agencyId }, error);
  }
}

async function sweepOne(env: Env, run: DeploymentRunRow, now: number): Promise<void> {
  const { tenantId, deploymentId } = run;
  try {
    const db = agencyDb(env, tenantId);
    const [deployment, [first]] = await Promise.all([
      deploymentById(db, deploymentId),
      waitingTargets(db, { deploymentId, after: "", limit: 1 }),
    ]);
    if (deployment === undefined || first === undefined) return await forgetRun(env, run);
    await postponeRun(env, run, now);
    if (deployment.state !== "paused") await beginSpread(env, { agencyId: tenantId, deploymentId });
  } catch (error) {
    report(run, error);
  }
}

function report({ tenantId, deploymentId }: { tenantId: string; deploymentId?: string }, error: unknown): void {
  const reason = reasonOf(error);
  console.error(JSON.stringify({ level: "error", event: "deployment_not_swept", tenantId, deploymentId, reason }));
}
