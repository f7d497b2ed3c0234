import Anthropic from "@anthropic-ai/sdk";
import type { ProviderFetch } from "../module.ts";

/**
 * Anthropic's SDK for one call: with this key and no other, over this way to the provider. It neither retries by itself (a person must be
 * told) nor logs (a request holds what customers wrote).
 */
export function claudeClient(apiKey: string, provider: ProviderFetch): Anthropic {
  return new Anthropic({
    apiKey,
    // The provider decides on the server; only the path of this counts.
    baseURL: "https://api.anthropic.com",
    // A redirect would carry the key, and what customers wrote, elsewhere.
    fetch: (input, init) => provider(pathOf(input), { ...init, redirect: "manual" }),
    maxRetries: 0,
    logLevel: "off",
    // Nothing in the surroundings may add itself to the request.
    webhookKey: null,
  });
}

function pathOf(input: string | URL | Request): string {
  const { pathname, search } = new URL(input instanceof Request ? input.url : input);
  return pathname + search;
}
