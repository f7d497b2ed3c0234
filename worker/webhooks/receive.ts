import { subAccount } from "../../durable-objects/stubs.ts";
import { channelHandlersOf } from "../../modules/handlers.ts";
import type { ParsedWebhook } from "../../modules/module.ts";
import { isSignedByMeta } from "../../modules/meta/signature.ts";
import { TrellisError } from "../../schema/errors.ts";
import type { Env } from "../env.ts";
import { reasonOf } from "../../schema/reason-of.ts";
import { flushUses } from "../services/usage/flush.ts";
import { isTimeToFlush, noteUse } from "../services/usage/noted.ts";
import type { Door } from "./doors.ts";
import { keepRaw } from "./keep-raw.ts";
import { quarantineStrays } from "./quarantine.ts";
import { type Delivery, routeGroups } from "./route-groups.ts";
import { findRoutes } from "./routes.ts";

/** One POST to a webhook door, as it came. */
export interface WebhookRequest {
  env: Env;
  /** Undefined when there is no such door: it answers as to a wrong signature. */
  door: Door | undefined;
  /** The raw bytes: what the signature speaks of. */
  body: ArrayBuffer;
  signature: string | undefined;
  requestId: string;
  /** ms since the epoch */
  now: number;
  /** Work that may finish after the answer. */
  waitUntil(work: Promise<unknown>): void;
}

/** The steps that a fault test replaces. */
export interface WebhookSteps {
  parse(door: Door, body: ArrayBuffer, now: number): ParsedWebhook;
  route: typeof routeGroups;
  ingest(request: WebhookRequest, delivery: Delivery): Promise<unknown>;
}

/** The steps as they are. */
export const STEPS: WebhookSteps = { parse: parseBody, route: routeGroups, ingest: ingestDelivery };

/** Seconds the provider is asked to wait before it delivers again. */
const RETRY_AFTER_SECONDS = 5;

/**
 * Takes a webhook in. It returns only when every event is durable in its account and every part without an account is in quarantine, so that
 * the caller may acknowledge. One account's failure holds up no other: all are tried, then the whole is refused and the provider delivers
 * again, which stores nothing twice. Throws `bad_signature` (having read nothing of the body) and `unavailable`.
 */
export async function receiveWebhook(request: WebhookRequest, steps: WebhookSteps = STEPS): Promise<void> {
  const { env, door, body, signature, now } = request;
  if (door === undefined || !(await isSignedByMeta(body, signature, door.appSecret)))
    throw new TrellisError("bad_signature");

  const parsed = steps.parse(door, body, now);
  const owners = await findRoutes(
    env,
    parsed.groups.map(({ route }) => route),
    now,
  );
  const { deliveries, strays } = steps.route(door, parsed, owners);
  const outcomes = await Promise.allSettled([
    quarantineStrays(env, door, { strays, body, now }),
    ...deliveries.filter(({ events }) => events.length > 0).map((delivery) => steps.ingest(request, delivery)),
  ]);
  const failures = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [reasonOf(outcome.reason)] : []));
  if (failures.length > 0) {
    console.error(
      JSON.stringify({
        level: "error",
        event: "webhook_not_stored",
        requestId: request.requestId,
        door: door.name,
        failures: failures.slice(0, 5),
      }),
    );
    throw new TrellisError("unavailable", { retryAfterSeconds: RETRY_AFTER_SECONDS });
  }
  request.waitUntil(keepRaw(env, deliveries, request));
  if (isTimeToFlush(now)) request.waitUntil(flushUses(env, now));
}

/** Takes the body apart. What is signed but cannot be read at all is one unreadable part: it is kept, never refused. */
function parseBody(door: Door, body: ArrayBuffer, now: number): ParsedWebhook {
  const handlers = channelHandlersOf(door.module);
  if (handlers === undefined) return { groups: [], unreadable: [{ reason: "no module reads this door", raw: null }] };
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(body));
  } catch {
    return { groups: [], unreadable: [{ reason: "not JSON", raw: null }] };
  }
  try {
    return handlers.parseWebhook(json, now);
  } catch {
    return { groups: [], unreadable: [{ reason: "could not be read", raw: null }] };
  }
}

/** Hands one account its events. The object stores each once, however often they come. */
async function ingestDelivery({ env, requestId, now }: WebhookRequest, { tenantId, events }: Delivery): Promise<void> {
  await subAccount(env, tenantId).ingest({ kind: "system", tenantId, via: "webhook", requestId }, { events });
  noteUse(tenantId, 0, now);
}
