import { signInGuard } from "../../../durable-objects/stubs.ts";
import { TrellisError } from "../../../schema/errors.ts";
import type { Env } from "../../env.ts";
import { networkOf } from "../users/network-of.ts";

/** Links that one address is sent in a quarter of an hour, whoever asks for them. */
export const LINKS_PER_ADDRESS = 5;
/** And that one network may ask for, for whatever addresses, where nobody has to be signed in. */
export const LINKS_PER_NETWORK = 20;
/** And that the people of one agency, its clients' among them, may send to others: anybody can start an agency. */
export const LINKS_PER_AGENCY = 500;

/** Who has a link mailed: somebody on a network, where that is told, or the people of an agency (or of the platform). */
export type LinkAsker = { ip: string | null } | { agencyId: string };

/** Counts a link that is about to be mailed. Throws `too_many`, alike for an address that somebody has and one that nobody has. */
export async function admitMail(env: Env, { to, ...by }: { to: string } & LinkAsker): Promise<void> {
  const guards = [...guardsOf(env, by), { guard: signInGuard(env, `mail:${to}`), most: LINKS_PER_ADDRESS }];
  for (const { guard, most } of guards) {
    const answer = await guard.admit(most);
    if (answer.outcome === "too_many")
      throw new TrellisError("too_many", { retryAfterSeconds: answer.retryAfterSeconds });
  }
}

function guardsOf(env: Env, by: LinkAsker) {
  if ("agencyId" in by) return [{ guard: signInGuard(env, `mail-by:${by.agencyId}`), most: LINKS_PER_AGENCY }];
  return by.ip === null ? [] : [{ guard: signInGuard(env, `mail-from:${networkOf(by.ip)}`), most: LINKS_PER_NETWORK }];
}
