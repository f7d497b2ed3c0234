import type {
  LoginRequest,
  LoginResponse,
  MeResponse,
  Session,
  VisitorResponse,
} from "../../schema/contracts/users.ts";
import { request } from "./client.ts";

export function signIn(body: LoginRequest): Promise<LoginResponse> {
  return request("/users/login", { method: "POST", body, tenant: null });
}

export function signOut(): Promise<void> {
  return request("/users/logout", { method: "POST", body: {}, tenant: null });
}

/** Lengthens the session held in the cookie. */
export function refreshSession(): Promise<LoginResponse> {
  return request("/users/refresh-token", { method: "POST", body: {}, tenant: null });
}

export function getMe(signal?: AbortSignal): Promise<MeResponse> {
  return request("/users/me", { tenant: null, signal });
}

/** Who is signed in here, if anybody is: for pages that are open to all. */
export async function getVisitor(signal?: AbortSignal): Promise<MeResponse | null> {
  return (await request<VisitorResponse>("/users/visitor", { tenant: null, signal })).visitor;
}

export function listSessions(signal?: AbortSignal): Promise<{ docs: Session[] }> {
  return request("/users/sessions", { tenant: null, signal });
}

export function revokeSession(id: string): Promise<void> {
  return request(`/users/sessions/${id}`, { method: "DELETE", tenant: null });
}

/** Ends all of the person's sessions but this one. */
export function revokeOtherSessions(): Promise<void> {
  return request("/users/sessions", { method: "DELETE", tenant: null });
}
