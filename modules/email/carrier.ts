import type { Provider } from "../http/ask.ts";
import type { Trouble } from "../http/trouble.ts";
import type { Credentials, ProviderFetch } from "../module.ts";

/** What a carrier says of a set-up: what to show of it, and what does not work about it; or why it does not work. */
export type Carried = { details: Record<string, string | undefined>; but?: Trouble } | Trouble;

/** One who carries mail, and how it is asked. `domain` is what stands after the @ of the sender. */
export interface Carrier {
  provider: Provider;
  check(ask: {
    credentials: Credentials;
    provider: ProviderFetch;
    apiKey: string;
    domain: string;
    eu: boolean;
  }): Promise<Carried>;
}

/** A domain the carrier has, and does not yet send for. */
export function unverified(domain: string, carrier: string, where: string): Trouble {
  return {
    cause: "configuration",
    reason: `The key works, but ${carrier} has not verified ${domain} yet: letters from it would be refused.`,
    fix: `Set the DNS records that ${carrier} shows under ${where}, wait until it says verified, then verify again.`,
  };
}

/** A domain the carrier does not have. */
export function unknownDomain(domain: string, carrier: string, where: string): Trouble {
  return {
    cause: "not_found",
    reason: `The key works, but ${carrier} does not have ${domain}: letters from it would be refused.`,
    fix: `Add the domain at ${carrier} under ${where}, or enter a sender whose domain is there.`,
  };
}
