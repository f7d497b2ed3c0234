import { signInGuard } from "../../../durable-objects/stubs.ts";
import { TrellisError } from "../../../schema/errors.ts";
import type { Env } from "../../env.ts";
import type { Acting } from "../account/acting.ts";
import { networkOf } from "../users/network-of.ts";

/** Addresses of accounts that strangers of one network may ask about in a quarter of an hour. */
export const SLUG_QUESTIONS_PER_NETWORK = 200;

/** Counts a stranger's question whether an address can be had, so that nobody reads off who is here. Throws `too_many`. */
export async function admitSlugQuestion(env: Env, ip: string | null): Promise<void> {
  if (ip === null) return;
  const answer = await signInGuard(env, `slugs-from:${networkOf(ip)}`).admit(SLUG_QUESTIONS_PER_NETWORK);
  if (answer.outcome === "too_many")
    throw new TrellisError("too_many", { retryAfterSeconds: answer.retryAfterSeconds });
}

/** Throws `forbidden` where the installation lets nobody start by themselves, and at an account's own address, where nobody starts another. */
export function requireOpenSignUp({ env, hostTenantId }: Pick<Acting, "env" | "hostTenantId">): void {
  if (hostTenantId !== null)
    throw new TrellisError("forbidden", {
      message: "No account is opened at this address. Ask its people to invite you.",
    });
  if (isSignUpOpen(env)) return;
  throw new TrellisError("forbidden", {
    message: "Accounts are opened by the people who run this installation. Ask them.",
  });
}

/** Whether strangers may start an agency of their own: unless `TRELLIS_SIGN_UP` is `0`. */
export function isSignUpOpen({ TRELLIS_SIGN_UP }: Pick<Env, "TRELLIS_SIGN_UP">): boolean {
  return TRELLIS_SIGN_UP !== "0";
}
