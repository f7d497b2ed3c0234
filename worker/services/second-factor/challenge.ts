import type { UserRow } from "../../../schema/control-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { userById } from "../../directory/users.ts";
import type { Env } from "../../env.ts";
import { hashKey } from "../keys/hash-key.ts";
import { readTicket, signTicket } from "../tickets/signed-ticket.ts";

/** By which account at which agency's provider somebody came, where it was not the password. */
export interface Via {
  tenantId: string;
  subject: string;
}

/**
 * Says that somebody gave this person's right password a moment ago, or that the provider of an agency said it is them. It opens nothing by
 * itself.
 */
export async function signChallenge(env: Env, user: UserRow, now: number, via?: Via): Promise<string> {
  const claims = { sub: user.id, pwd: await hashKey(user.passwordHash), ...via };
  return (await signTicket(env, "second-step", claims, now)).ticket;
}

/**
 * The person of a challenge, whose password is still the one it was signed for, and by which provider they came, if by one. Throws
 * `challenge_over`.
 */
export async function readChallenge(env: Env, challenge: string, now: number): Promise<{ user: UserRow; via?: Via }> {
  const claims = (await readTicket(env, "second-step", challenge, now))?.claims;
  const user = claims?.["sub"] === undefined ? undefined : await userById(env, claims["sub"]);
  if (user === undefined || claims?.["pwd"] !== (await hashKey(user.passwordHash)))
    throw new TrellisError("challenge_over");
  const { tenantId, subject } = claims;
  return { user, ...(tenantId === undefined || subject === undefined ? {} : { via: { tenantId, subject } }) };
}
