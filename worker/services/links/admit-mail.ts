import { signInGuard } from "../../../durable-objects/stubs.ts";
import { TrellisError } from "../../../schema/errors.ts";
import type { Env } from "../../env.ts";
import { networkOf } from "../users/network-of.ts";

/** Links that one address is sent in a quarter of an hour, whoever asks for them. */
export const LINKS_PER_ADDRESS = 5;
/** And that one network may ask for, for whatever addresses, where nobody has to be signed in. */
export const LINKS_PER_NETWORK = 20;

/** Counts a link that is about to be mailed. Throws `too_many`, alike for an address that somebody has and one that nobody has. */
export async function admitMail(env: Env, { to, ip }: { to: string; ip: string | null }): Promise<void> {
  const guards = [
    ...(ip === null ? [] : [{ guard: signInGuard(env, `mail-from:${networkOf(ip)}`), most: LINKS_PER_NETWORK }]),
    { guard: signInGuard(env, `mail:${to}`), most: LINKS_PER_ADDRESS },
  ];
  for (const { guard, most } of guards) {
    const answer = await guard.admit(most);
    if (answer.outcome === "too_many")
      throw new TrellisError("too_many", { retryAfterSeconds: answer.retryAfterSeconds });
  }
}
