import type { z } from "zod";
import type {
  AddPasskey,
  Passkey,
  PasskeyCeremony,
  PasskeyList,
  PasskeySignIn,
} from "../../schema/contracts/passkeys.ts";
import type { LoginResponse } from "../../schema/contracts/users.ts";
import { request } from "./client.ts";

export function listPasskeys(signal?: AbortSignal): Promise<PasskeyList> {
  return request("/users/passkeys", { tenant: null, signal });
}

/** What the browser's dialog for a new passkey is opened with. */
export function beginPasskey(currentPassword: string): Promise<PasskeyCeremony> {
  return request("/users/passkeys/options", { method: "POST", body: { currentPassword }, tenant: null });
}

export function addPasskey(body: z.input<typeof AddPasskey>): Promise<{ doc: Passkey }> {
  return request("/users/passkeys", { method: "POST", body, tenant: null });
}

export function renamePasskey(id: string, name: string): Promise<{ doc: Passkey }> {
  return request(`/users/passkeys/${id}`, { method: "PATCH", body: { name }, tenant: null });
}

export function removePasskey(id: string, currentPassword: string): Promise<void> {
  return request(`/users/passkeys/${id}`, { method: "DELETE", body: { currentPassword }, tenant: null });
}

/** What the browser's dialog for signing in is opened with. */
export function beginPasskeySignIn(): Promise<PasskeyCeremony> {
  return request("/users/login/passkey/options", { method: "POST", body: {}, tenant: null });
}

export function signInByPasskey(body: z.input<typeof PasskeySignIn>): Promise<LoginResponse> {
  return request("/users/login/passkey", { method: "POST", body, tenant: null });
}
