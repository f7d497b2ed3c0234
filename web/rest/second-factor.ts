import type {
  AuthenticatorState,
  EnrolledAuthenticator,
  LoginCode,
  ProveBoth,
  RecoveryCodes,
} from "../../schema/contracts/second-factor.ts";
import type { LoginResponse } from "../../schema/contracts/users.ts";
import { request } from "./client.ts";

/** The second step of signing in. */
export function signInByCode(body: LoginCode): Promise<LoginResponse> {
  return request("/users/login/code", { method: "POST", body, tenant: null });
}

export function getAuthenticator(signal?: AbortSignal): Promise<AuthenticatorState> {
  return request("/users/authenticator", { tenant: null, signal });
}

/** Makes a secret for an authenticator app, answered this once. */
export function enrolAuthenticator(currentPassword: string): Promise<EnrolledAuthenticator> {
  return request("/users/authenticator", { method: "POST", body: { currentPassword }, tenant: null });
}

export function confirmAuthenticator(code: string): Promise<RecoveryCodes> {
  return request("/users/authenticator", { method: "PUT", body: { code }, tenant: null });
}

export function removeAuthenticator(body: ProveBoth): Promise<void> {
  return request("/users/authenticator", { method: "DELETE", body, tenant: null });
}

export function renewRecoveryCodes(body: ProveBoth): Promise<RecoveryCodes> {
  return request("/users/recovery-codes", { method: "POST", body, tenant: null });
}
