import { signInGuard } from "../../../durable-objects/stubs.ts";
import type { LoginRequest, LoginResponse } from "../../../schema/contracts/users.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { mustChange } from "../../db/scoped.ts";
import { authenticatorOf } from "../../directory/second-factors.ts";
import { stillHasPassword, userByEmail } from "../../directory/users.ts";
import { signChallenge } from "../second-factor/challenge.ts";
import type { Env } from "../../env.ts";
import { startSession } from "../sessions/start.ts";
import { ensureFirstAdmin } from "./ensure-first-admin.ts";
import { networkOf } from "./network-of.ts";

export interface Login extends LoginRequest {
  /** The caller's address where Cloudflare tells it. */
  ip: string | null;
  userAgent: string | null;
  hostTenantId: string | null;
  requestId: string;
  /** ms since the epoch */
  now: number;
}

/**
 * Signs a person in by e-mail and password. Throws `invalid_credentials`, alike in answer and time for a wrong password and an unknown
 * address, `too_many` with the seconds to wait, and `mfa_required` with a challenge where the person also signs in with a code.
 */
export async function login(
  env: Env,
  { email, password, ip, userAgent, hostTenantId, requestId, now }: Login,
): Promise<LoginResponse> {
  const network = ip === null ? undefined : networkOf(ip);
  const networkGuard = network === undefined ? undefined : signInGuard(env, `ip:${network}`);
  refuseTooMany(await networkGuard?.admit());

  const user = (await userByEmail(env, email)) ?? (await firstAdmin(env, email, now));
  const attempt = await signInGuard(env, email).attempt({ password, hash: user?.passwordHash ?? null, network });
  refuseTooMany(attempt);
  if (attempt.outcome !== "ok" || user === undefined) throw new TrellisError("invalid_credentials");
  await networkGuard?.forgive();
  const authenticator = await authenticatorOf(env, user.id);
  if (authenticator?.confirmedAt)
    throw new TrellisError("mfa_required", { challenge: await signChallenge(env, user, now) });

  return startSession(env, {
    user,
    ip,
    userAgent,
    hostTenantId,
    requestId,
    now,
    proofs: [mustChange(stillHasPassword(env, user))],
  });
}

/** On Cloudflare nothing runs at the first start: the installation's admin is made when they first sign in. */
async function firstAdmin(env: Env, email: string, now: number) {
  if (email !== env.TRELLIS_ADMIN_EMAIL?.trim().toLowerCase()) return undefined;
  await ensureFirstAdmin(env, now);
  return userByEmail(env, email);
}

function refuseTooMany(answer: { outcome: string; retryAfterSeconds?: number } | undefined): void {
  if (answer?.outcome !== "too_many") return;
  throw new TrellisError("too_many", { retryAfterSeconds: answer.retryAfterSeconds ?? 1 });
}
