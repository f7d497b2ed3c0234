import { jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import type { Env } from "../env.ts";

const ISSUER = "trellis";
const AUDIENCE = "trellis-api";
const TYPE = "at+jwt";
const PURPOSE = "session";
/**
 * How long a token works before it must be renewed: how long a person may be away without signing in again. It need not be short to be
 * revocable, since the session behind it is read on every request.
 */
export const TOKEN_SECONDS = 7 * 24 * 60 * 60;

/** What a token says: which session, and which of its renewals. Rights are never in it; they are read on every request. */
export interface SessionClaims {
  sessionId: string;
  userId: string;
  generation: number;
  /** Seconds since the epoch. */
  exp: number;
}

/** Signs a token for a session. HS256 under SESSION_SECRET. It ends with the session (`expiresAt`, ms) where that is told. */
export async function signSessionToken(
  env: Env,
  claims: Omit<SessionClaims, "exp"> & { expiresAt?: number },
  now: number,
): Promise<{ token: string; exp: number }> {
  const exp = Math.floor(Math.min(now / 1000 + TOKEN_SECONDS, (claims.expiresAt ?? Infinity) / 1000));
  const token = await new SignJWT({ sid: claims.sessionId, gen: claims.generation, purpose: PURPOSE })
    .setProtectedHeader({ alg: "HS256", typ: TYPE })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setSubject(claims.userId)
    .setIssuedAt(Math.floor(now / 1000))
    .setExpirationTime(exp)
    .sign(sessionKey(env));
  return { token, exp };
}

/** The claims of a valid token, or undefined. One algorithm, type, audience, issuer and purpose; anything else is no token. Throws without SESSION_SECRET. */
export async function readSessionToken(env: Env, token: string, now: number): Promise<SessionClaims | undefined> {
  const verified = await jwtVerify(token, sessionKey(env), {
    algorithms: ["HS256"],
    typ: TYPE,
    issuer: ISSUER,
    audience: AUDIENCE,
    currentDate: new Date(now),
  }).then(
    ({ payload }) => payload,
    () => undefined,
  );
  const { data } = Claims.safeParse(verified);
  return data && { userId: data.sub, sessionId: data.sid, generation: data.gen, exp: data.exp };
}

/** What a signature must stand under. */
const Claims = z.object({
  purpose: z.literal(PURPOSE),
  sub: z.string(),
  sid: z.string(),
  gen: z.number(),
  iat: z.number(),
  exp: z.number(),
});

/** What signs tokens. Throws without SESSION_SECRET. */
export function sessionKey(env: Env): Uint8Array {
  const bytes = new TextEncoder().encode(env.SESSION_SECRET);
  if (bytes.length < 32) throw new Error("SESSION_SECRET must be set to at least 32 bytes");
  return bytes;
}
