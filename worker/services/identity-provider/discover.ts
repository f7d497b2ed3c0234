import { type AuthorizationServer, customFetch, discoveryRequest, processDiscoveryResponse } from "oauth4webapi";
import { allowInsecureRequests } from "oauth4webapi";
import type { Env } from "../../env.ts";
import { builtInIssuer } from "../sandbox/oidc/built-in.ts";
import { publicAddressFault } from "../../../schema/public-address.ts";
import { providerFetch } from "./provider-fetch.ts";

/** A provider that says of itself all that signing in needs. */
export type Provider = AuthorizationServer &
  Required<Pick<AuthorizationServer, "authorization_endpoint" | "token_endpoint" | "jwks_uri">>;

/** How a provider is asked, for every function of oauth4webapi. Only the built-in one may be without TLS. */
export function howToAsk(env: Env, origin: string, issuer: string) {
  return {
    [customFetch]: providerFetch(env, origin),
    [allowInsecureRequests]: issuer === builtInIssuer(env, origin),
  };
}

/**
 * What a provider says of itself. Throws an Error in words for administrators: not reached, another issuer than it was asked as, parts
 * missing, or parts at an address that may not be asked.
 */
export async function discover(env: Env, origin: string, issuer: string): Promise<Provider> {
  const fault = issuer === builtInIssuer(env, origin) ? undefined : publicAddressFault(issuer);
  if (fault !== undefined) throw new Error(fault);
  const url = new URL(issuer);
  const ask = howToAsk(env, origin, issuer);
  const found = await discoveryRequest(url, { algorithm: "oidc", ...ask })
    .then((answer) => processDiscoveryResponse(url, answer))
    .catch(() => undefined);
  if (found === undefined) throw new Error("does not answer as a provider of this name would");
  const { authorization_endpoint, token_endpoint, jwks_uri } = found;
  if (authorization_endpoint === undefined || token_endpoint === undefined || jwks_uri === undefined)
    throw new Error("does not say where to sign in, to ask for tokens or to find its keys");
  if (issuer !== builtInIssuer(env, origin))
    for (const address of [authorization_endpoint, token_endpoint, jwks_uri])
      if (publicAddressFault(address) !== undefined) throw new Error("leads to an address that is not public");
  return { ...found, authorization_endpoint, token_endpoint, jwks_uri };
}
