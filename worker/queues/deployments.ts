import { DeploymentMessage } from "../../schema/queues/deployments.ts";
import { reasonOf } from "../../schema/reason-of.ts";
import { withGatheredCalls } from "../db/gather-calls.ts";
import type { Env } from "../env.ts";
import { applyTarget } from "../services/deployments/apply-target.ts";
import { endTurnWith } from "../services/deployments/end-turn.ts";
import { agencyDb } from "../services/deployments/machinery-on.ts";
import { spreadTargets } from "../services/deployments/spread.ts";
import { tellProgress } from "../services/deployments/tell-progress.ts";

/** Targets that one delivery does at the same time: all that it brings. */
const AT_ONCE = 20;
const PAUSE_MAX_SECONDS = 600;

/**
 * Does the targets of a delivery, side by side: what they read and commit at one moment is one call. Each message is answered for itself:
 * one that fails comes again, later each time, and holds up no other.
 */
export async function consumeDeployments(batch: Pick<MessageBatch, "messages">, surroundings: Env): Promise<void> {
  const env = withGatheredCalls(surroundings);
  const touched = new Map<string, { agencyId: string; deploymentId: string }>();
  for (let from = 0; from < batch.messages.length; from += AT_ONCE) {
    await Promise.all(
      batch.messages.slice(from, from + AT_ONCE).map(async (message) => {
        const body = read(message);
        if (body === undefined) return message.ack();
        touched.set(body.deploymentId, body);
        try {
          await handle(env, message, body);
        } catch (error) {
          report("deployment_message_failed", body, error);
          message.retry({ delaySeconds: Math.min(5 * 2 ** message.attempts, PAUSE_MAX_SECONDS) });
        }
      }),
    );
  }
  await Promise.all([...touched.values()].map((deployment) => tellProgress(env, deployment)));
}

async function handle(env: Env, message: Message, body: DeploymentMessage): Promise<void> {
  if (body.kind === "spread") {
    await spreadTargets(env, body);
    return message.ack();
  }
  const outcome = await applyTarget(env, body, Date.now());
  if (outcome === "over") message.ack();
  else message.retry({ delaySeconds: Math.min(outcome.againInSeconds, PAUSE_MAX_SECONDS) });
}

/** What failed too often ends the turn of its target: people find it among the failed, and retry it there. */
export async function consumeDeadDeployments(batch: Pick<MessageBatch, "messages">, env: Env): Promise<void> {
  for (const message of batch.messages) {
    const body = read(message);
    if (body?.kind === "target") {
      try {
        const reason = "It could not be done after several tries, for a fault on our side.";
        const outcome = { state: "failed" as const, reason, fix: "Retry. If it fails again, ask the platform." };
        await endTurnWith(agencyDb(env, body.agencyId), { id: body.targetId }, outcome, Date.now());
        await tellProgress(env, body);
      } catch (error) {
        report("dead_letter_not_read", body, error);
        message.retry({ delaySeconds: 60 });
        continue;
      }
    }
    // A lost `spread` is said again by the sweep, for as long as targets wait.
    message.ack();
  }
}

/** Nothing but this product writes here: what cannot be read is of another version, and the sweep sends it anew. */
function read(message: Message): DeploymentMessage | undefined {
  const { success, data } = DeploymentMessage.safeParse(message.body);
  if (!success)
    console.error(JSON.stringify({ level: "error", event: "deployment_message_unreadable", id: message.id }));
  return data;
}

function report(event: string, body: DeploymentMessage, error: unknown): void {
  console.error(JSON.stringify({ level: "error", event, ...body, reason: reasonOf(error) }));
}
