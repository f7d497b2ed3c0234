import type { DeploymentMessage } from "../../../schema/queues/deployments.ts";
import { reasonOf } from "../../../schema/reason-of.ts";
import { waitingTargets } from "../../db/deployments.ts";
import type { Env } from "../../env.ts";
import { agencyDb } from "./machinery-on.ts";

/** A queue takes so many messages at once. */
const PAGE = 100;
/** So many pages are one call's work: more clients than nearly any agency has. */
const PAGES = 50;

/**
 * Sends a deployment's waiting targets, page by page; and then itself for the rest, so that no call grows with them. Where a queue delivers
 * everything several times each link of that chain multiplies what follows it, which is why a link is as long as it may be.
 */
export async function spreadTargets(
  env: Env,
  { agencyId, deploymentId, after = "" }: Extract<DeploymentMessage, { kind: "spread" }>,
  { perPage = PAGE, pages = PAGES }: { perPage?: number; pages?: number } = {},
): Promise<void> {
  const db = agencyDb(env, agencyId);
  let sentTo = after;
  for (let page = 0; page < pages; page += 1) {
    const targets = await waitingTargets(db, { deploymentId, after: sentTo, limit: perPage });
    const last = targets.at(-1);
    if (last === undefined) return;
    await env.DEPLOYMENTS.sendBatch(
      targets.map(({ id }) => ({ body: { kind: "target", agencyId, deploymentId, targetId: id } })),
    );
    if (targets.length < perPage) return;
    sentTo = last.id;
  }
  await env.DEPLOYMENTS.send({ kind: "spread", agencyId, deploymentId, after: sentTo });
}

/** Has the queue begin. What it does not hear now, the sweep says again: the note is in the batch that made targets wait. Never throws. */
export async function beginSpread(env: Env, run: { agencyId: string; deploymentId: string }): Promise<void> {
  try {
    await env.DEPLOYMENTS.send({ kind: "spread", ...run });
  } catch (error) {
    console.warn(JSON.stringify({ level: "warn", event: "deployment_not_spread", ...run, reason: reasonOf(error) }));
  }
}
