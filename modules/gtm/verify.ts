import { z } from "zod";
import { type Ask, asking } from "../http/ask.ts";
import type { Trouble } from "../http/trouble.ts";
import { troubleOf } from "../http/trouble-of.ts";
import { notWorking, working } from "../http/verification.ts";
import type { Credentials, ProviderFetch, Verification } from "../module.ts";
import { CONTAINERS, EVENTS, STREAMS } from "./provider.ts";

/**
 * Asks Google whether there are such a container and such a stream, by the scripts that pages load, and has its validation server judge a
 * trial event. That server counts nothing and does not look at the API secret: nobody can prove that one.
 */
export async function verifyTags(
  credentials: Credentials,
  provider: ProviderFetch,
  now: number,
): Promise<Verification> {
  const { containerId = "", measurementId = "", apiSecret = "" } = credentials;
  if (containerId === "" && measurementId === "") return notWorking(now, NOTHING);
  const ask = (by: typeof CONTAINERS) => asking(by, credentials, provider);
  const trouble =
    (containerId === "" ? undefined : await container(ask(CONTAINERS), containerId)) ??
    (measurementId === "" ? undefined : await stream(ask(STREAMS), measurementId)) ??
    (measurementId === "" ? undefined : await trialEvent(ask(EVENTS), measurementId, apiSecret));
  if (trouble !== undefined) return notWorking(now, trouble);
  return working(now, {
    container: containerId === "" ? undefined : `${containerId}, published`,
    stream: measurementId === "" ? undefined : `${measurementId}, in use`,
    apiSecret: measurementId === "" ? undefined : "Cannot be checked: Google takes every one",
  });
}

async function container(ask: Ask, id: string): Promise<Trouble | undefined> {
  const address = `https://www.googletagmanager.com/gtm.js?id=${encodeURIComponent(id)}`;
  const script = await ask(address, { as: "text", reads: Script });
  return script.kind === "ok" ? undefined : troubleOf(script, CONTAINERS);
}

async function stream(ask: Ask, id: string): Promise<Trouble | undefined> {
  const address = `https://www.googletagmanager.com/gtag/js?id=${encodeURIComponent(id)}`;
  const script = await ask(address, { as: "text", reads: Script });
  return script.kind === "ok" ? undefined : troubleOf(script, STREAMS);
}

async function trialEvent(ask: Ask, measurementId: string, apiSecret: string): Promise<Trouble | undefined> {
  const query = new URLSearchParams({ measurement_id: measurementId, api_secret: apiSecret }).toString();
  const json = { client_id: "1.1", events: [{ name: "generate_lead", params: {} }] };
  const address = `https://www.google-analytics.com/debug/mp/collect?${query}`;
  const judged = await ask(address, { method: "POST", json, reads: Judged });
  return judged.kind === "ok" ? undefined : troubleOf(judged, EVENTS);
}

/** A script and no page: Google's begin with a comment or with code, and are never short. */
const Script = z
  .string()
  .min(100)
  .regex(/^\s*[^<\s{[]/);
const Judged = z.object({ validationMessages: z.array(z.unknown()).max(0) });

const NOTHING = {
  cause: "configuration",
  reason: "There is neither a container nor a stream to ask for.",
  fix: "Enter a container ID, or a GA4 measurement ID with its API secret.",
} as const satisfies Trouble;
