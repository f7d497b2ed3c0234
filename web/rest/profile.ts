import type {
  ChangeEmail,
  ChangePassword,
  Profile,
  ResetPassword,
  UpdateProfile,
} from "../../schema/contracts/users.ts";
import { request } from "./client.ts";

/** Asks for a link to choose a new password. */
export function forgotPassword(email: string): Promise<{ message: string }> {
  return request("/users/forgot-password", { method: "POST", body: { email }, tenant: null });
}

export function resetPassword(body: ResetPassword): Promise<{ email: string }> {
  return request("/users/reset-password", { method: "POST", body, tenant: null });
}

export function verifyEmail(token: string): Promise<{ email: string }> {
  return request("/users/verify-email", { method: "POST", body: { token }, tenant: null });
}

/** Sends the link that proves the person's address once more. */
export function askVerification(): Promise<{ message: string }> {
  return request("/users/verification", { method: "POST", body: {}, tenant: null });
}

export function getProfile(signal?: AbortSignal): Promise<Profile> {
  return request("/users/profile", { tenant: null, signal });
}

export function updateProfile(body: UpdateProfile): Promise<{ doc: Profile }> {
  return request("/users/profile", { method: "PATCH", body, tenant: null });
}

export function changeEmail(body: ChangeEmail): Promise<{ message: string }> {
  return request("/users/email", { method: "POST", body, tenant: null });
}

export function changePassword(body: ChangePassword): Promise<{ message: string }> {
  return request("/users/password", { method: "POST", body, tenant: null });
}
