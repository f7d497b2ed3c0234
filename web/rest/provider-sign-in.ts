import type { ProviderOffer, SandboxProviderConsent } from "../../schema/contracts/identity-provider.ts";
import type { LoginResponse } from "../../schema/contracts/users.ts";
import { request } from "./client.ts";

/** The sign-in of the agency with this address. Throws `not_found` where it has none. */
export function getProviderOffer(agency: string, signal?: AbortSignal): Promise<ProviderOffer> {
  return request("/users/login/provider", { query: { agency }, tenant: null, signal });
}

/** Where the browser goes to sign in with an agency's own provider. */
export function beginProviderSignIn(agency: string): Promise<{ url: string }> {
  return request("/users/login/provider", { method: "POST", body: { agency }, tenant: null });
}

/** With the query of the address the browser came back to. */
export function finishProviderSignIn(query: string): Promise<LoginResponse> {
  return request("/users/login/provider/return", { method: "POST", body: { query }, tenant: null });
}

/** Says who one is to the built-in provider. Answers where the browser goes next. */
export function consentToBuiltIn(body: SandboxProviderConsent): Promise<{ url: string }> {
  return request("/sandbox/oidc/consent", { method: "POST", body, tenant: null });
}
