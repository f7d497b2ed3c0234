import { TrellisError } from "../../../schema/errors.ts";
import { countPasskeys } from "../../directory/passkeys.ts";
import { authenticatorOf } from "../../directory/second-factors.ts";
import type { Env } from "../../env.ts";
import type { Principal } from "../../middleware/principal.ts";

/**
 * Whoever signs in with more than a password adds no other way, and takes none away, with the password alone: who stole it could. Throws
 * `second_factor_required` where the person has a second factor that this session has not shown.
 */
export async function requireShownFactor(env: Env, principal: Principal): Promise<void> {
  if (principal.secondFactorAt !== null || !(await hasSecondFactor(env, principal.userId))) return;
  throw new TrellisError("second_factor_required", {
    message: "You signed in with your password alone. Sign in again with your passkey or code, then try once more.",
  });
}

/** Whether a person can show more than a password: an authenticator app that counts, or a passkey. */
export async function hasSecondFactor(env: Env, userId: string): Promise<boolean> {
  const [authenticator, passkeys] = await Promise.all([authenticatorOf(env, userId), countPasskeys(env, userId)]);
  return passkeys > 0 || (authenticator?.confirmedAt ?? null) !== null;
}
