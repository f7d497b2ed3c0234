import { jwtVerify, SignJWT } from "jose";
import type { UserRow } from "../../../schema/control-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { userById } from "../../directory/users.ts";
import type { Env } from "../../env.ts";
import { sessionKey } from "../../middleware/session-token.ts";
import { hashKey } from "../keys/hash-key.ts";

const AUDIENCE = "trellis-second-step";
const TYPE = "challenge+jwt";
const SECONDS = 5 * 60;

/** Says that somebody gave this person's right password a moment ago. It opens nothing by itself. */
export async function signChallenge(env: Env, user: UserRow, now: number): Promise<string> {
  const issued = Math.floor(now / 1000);
  return new SignJWT({ pwd: await hashKey(user.passwordHash) })
    .setProtectedHeader({ alg: "HS256", typ: TYPE })
    .setAudience(AUDIENCE)
    .setSubject(user.id)
    .setIssuedAt(issued)
    .setExpirationTime(issued + SECONDS)
    .sign(sessionKey(env));
}

/** The person of a challenge, whose password is still the one it was signed for. Throws `challenge_over`. */
export async function readChallenge(env: Env, challenge: string, now: number): Promise<UserRow> {
  const claims = await jwtVerify(challenge, sessionKey(env), {
    algorithms: ["HS256"],
    typ: TYPE,
    audience: AUDIENCE,
    currentDate: new Date(now),
    requiredClaims: ["exp", "sub", "pwd"],
  }).then(
    ({ payload }) => payload,
    () => undefined,
  );
  const user = claims?.sub === undefined ? undefined : await userById(env, claims.sub);
  if (user === undefined || claims?.["pwd"] !== (await hashKey(user.passwordHash)))
    throw new TrellisError("challenge_over");
  return user;
}
