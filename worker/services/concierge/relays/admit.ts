import { signInGuard } from "../../../../durable-objects/stubs.ts";
import { TrellisError } from "../../../../schema/errors.ts";
import type { Env } from "../../../env.ts";
import { networkOf } from "../../users/network-of.ts";

/** What one network may ask of links in a quarter of an hour, whichever they are: a page that waits for a provider asks every few seconds. */
export const RELAY_LOOKS_PER_NETWORK = 600;
/** And forms that it may send: each may have a provider asked. */
export const RELAY_FORMS_PER_NETWORK = 60;

/** Counts what somebody without an account asks of a link, right or wrong. Throws `too_many`. */
export async function admitRelay(env: Env, ip: string | null, what: "look" | "form"): Promise<void> {
  if (ip === null) return;
  const most = what === "look" ? RELAY_LOOKS_PER_NETWORK : RELAY_FORMS_PER_NETWORK;
  const answer = await signInGuard(env, `relay-${what}-from:${networkOf(ip)}`).admit(most);
  if (answer.outcome === "too_many")
    throw new TrellisError("too_many", { retryAfterSeconds: answer.retryAfterSeconds });
}
