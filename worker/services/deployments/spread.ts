import type { DeploymentMessage } from "../../../schema/queues/deployments.ts";
import { reasonOf } from "../../../schema/reason-of.ts";
import { waitingTargets } from "../../db/deployments.ts";
import type { Env } from "../../env.ts";
import { agencyDb } from "./machinery-on.ts";

/** A queue takes so many messages at once. */
const PAGE = 100;

/** Sends a page of a deployment's waiting targets, and then itself for the next: however many there are, no call grows with them. */
export async function spreadTargets(
  env: Env,
  { agencyId, deploymentId, after = "" }: Extract<DeploymentMessage, { kind: "spread" }>,
): Promise<void> {
  const targets = await waitingTargets(agencyDb(env, agencyId), { deploymentId, after, limit: PAGE });
  const last = targets.at(-1);
  if (last === undefined) return;
  await env.DEPLOYMENTS.sendBatch(
    targets.map(({ id }) => ({ body: { kind: "target", agencyId, deploymentId, targetId: id } })),
  );
  if (targets.length === PAGE) await env.DEPLOYMENTS.send({ kind: "spread", agencyId, deploymentId, after: last.id });
}

/** Has the queue begin. What it does not hear now, the sweep says again: the note is in the batch that made targets wait. Never throws. */
export async function beginSpread(env: Env, run: { agencyId: string; deploymentId: string }): Promise<void> {
  try {
    await env.DEPLOYMENTS.send({ kind: "spread", ...run });
  } catch (error) {
    console.warn(JSON.stringify({ level: "warn", event: "deployment_not_spread", ...run, reason: reasonOf(error) }));
  }
}
