import { HealthCheckMessage } from "../../schema/queues/health-checks.ts";
import { reasonOf } from "../../schema/reason-of.ts";
import type { Env } from "../env.ts";
import { consumeDeadDeployments, consumeDeployments } from "./deployments.ts";
import { checkWatched } from "../services/health/check-watched.ts";

/** Messages of one batch that are worked on at once. */
const AT_ONCE = 6;

/** What each queue's messages ask for, by the queue's name. It must bear being done twice, late, and out of order. */
const CONSUMERS: Readonly<Record<string, (env: Env, body: unknown, now: number) => Promise<unknown>>> = {
  "trellis-health-checks": async (env, body, now) => {
    const read = HealthCheckMessage.safeParse(body);
    // What cannot be read now never will be.
    if (read.success) await checkWatched(env, read.data, now);
  },
};
const DEAD = /-dead$/;

/** Queues whose messages end in more ways than done or failed: whoever reads them answers each message. */
const BATCH_CONSUMERS: Readonly<
  Record<string, (batch: Pick<MessageBatch, "queue" | "messages">, env: Env) => Promise<void>>
> = {
  "trellis-deployments": consumeDeployments,
  "trellis-deployments-dead": consumeDeadDeployments,
};

/**
 * Works on a batch: each message is acknowledged once it is done, and one that failed comes again, later each time. One that was given up lies in
 * the queue's dead letters, is logged from there, and what it was about is sent anew by the sweep that sent it. Never throws for one.
 */
export async function queue(batch: Pick<MessageBatch, "queue" | "messages">, env: Env): Promise<void> {
  const consumeBatch = BATCH_CONSUMERS[batch.queue];
  if (consumeBatch !== undefined) return consumeBatch(batch, env);
  const { messages } = batch;
  for (let from = 0; from < messages.length; from += AT_ONCE) {
    await Promise.all(messages.slice(from, from + AT_ONCE).map((message) => work(env, batch.queue, message)));
  }
}

async function work(env: Env, queueName: string, message: Message): Promise<void> {
  const consume = CONSUMERS[queueName];
  if (consume === undefined) {
    const event = DEAD.test(queueName) ? "queue_message_dead" : "queue_unknown";
    console.error(JSON.stringify({ level: "error", event, queue: queueName, id: message.id, body: message.body }));
    message.ack();
    return;
  }
  try {
    await consume(env, message.body, Date.now());
    message.ack();
  } catch (error) {
    const { id, attempts } = message;
    const reason = reasonOf(error);
    console.warn(
      JSON.stringify({ level: "warn", event: "queue_message_failed", queue: queueName, id, attempts, reason }),
    );
    message.retry({ delaySeconds: Math.min(10 * 2 ** Math.min(attempts, 6), 600) });
  }
}
