import type { ObjectsEnv } from "./env.ts";

/** The only file that turns an id into a stub. An object is named by the id of what it holds. */
export function subAccount(env: ObjectsEnv, tenantId: string) {
  return env.SUB_ACCOUNT.getByName(tenantId);
}

/** What lies below one agency, or the platform, in one list. */
export function agency(env: ObjectsEnv, tenantId: string) {
  return env.AGENCY.getByName(tenantId);
}

/** One set-up of an account, by the id of its session. */
export function concierge(env: ObjectsEnv, sessionId: string) {
  return env.CONCIERGE.getByName(sessionId);
}

/** One per e-mail address: counts failed sign-ins and does the password's slow hash away from live traffic. */
export function signInGuard(env: ObjectsEnv, email: string) {
  return env.SIGN_IN_GUARD.getByName(email);
}

/** The built-in Meta behind one sandbox install of a channel. */
export function sandboxMeta(env: ObjectsEnv, integrationId: string) {
  return env.SANDBOX_META.getByName(integrationId);
}

/** The built-in Claude behind one sandbox install. */
export function sandboxClaude(env: ObjectsEnv, integrationId: string) {
  return env.SANDBOX_CLAUDE.getByName(integrationId);
}
