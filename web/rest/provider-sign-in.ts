import type {
  FinishProviderSignIn,
  ProviderOffer,
  SandboxProviderConsent,
} from "../../schema/contracts/identity-provider.ts";
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

/** With what the address says that the browser came back to: the agency its path names, and its query. */
export function finishProviderSignIn(cameBack: FinishProviderSignIn): Promise<LoginResponse> {
  return request("/users/login/provider/return", { method: "POST", body: cameBack, tenant: null });
}

/** Says who one is to the built-in provider. Answers where the browser goes next. */
export function consentToBuiltIn(body: SandboxProviderConsent): Promise<{ url: string }> {
  return request("/sandbox/oidc/consent", { method: "POST", body, tenant: null });
}
