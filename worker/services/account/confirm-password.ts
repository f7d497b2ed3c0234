import { signInGuard } from "../../../durable-objects/stubs.ts";
import type { UserRow } from "../../../schema/control-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { networkOf } from "../users/network-of.ts";
import type { Acting } from "./acting.ts";

/**
 * Makes sure that whoever holds the session is its person: a screen left open must not be enough. Counts with the tries at sign-in. Throws
 * `invalid` (currentPassword) and `too_many`.
 */
export async function confirmPassword(
  { env, ip }: Pick<Acting, "env" | "ip">,
  { email, passwordHash }: Pick<UserRow, "email" | "passwordHash">,
  password: string,
): Promise<void> {
  const network = ip === null ? undefined : networkOf(ip);
  const attempt = await signInGuard(env, email).attempt({ password, hash: passwordHash, network });
  if (attempt.outcome === "too_many")
    throw new TrellisError("too_many", { retryAfterSeconds: attempt.retryAfterSeconds });
  if (attempt.outcome === "wrong")
    throw new TrellisError("invalid", { field: "currentPassword", message: "This is not your password." });
}
