import { reach } from "../http/reach.ts";
import { notWorking, working } from "../http/verification.ts";
import type { Credentials, ProviderFetch, Verification } from "../module.ts";

/**
 * Proves that somebody is at the address. With HEAD: every server may answer it, and it sets nothing in motion where a GET or a POST would.
 */
export async function verifyAddress(
  credentials: Credentials,
  provider: ProviderFetch,
  now: number,
): Promise<Verification> {
  const { deliveryUrl = "" } = credentials;
  const found = await reach(provider, deliveryUrl, "The address", { method: "HEAD" });
  return "cause" in found ? notWorking(now, found) : working(now, { server: new URL(deliveryUrl).hostname });
}
