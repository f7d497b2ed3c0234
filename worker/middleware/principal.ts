import type { Context } from "hono";
import { getCookie } from "hono/cookie";
import { TrellisError } from "../../schema/errors.ts";
import type { AppEnv } from "../app-env.ts";
import { principalBySession, type PrincipalRow } from "../directory/principals.ts";
import { endSession } from "../services/sessions/end.ts";
import { ExpiringCache } from "./expiring-cache.ts";
import { readSessionToken } from "./session-token.ts";

/** The `__Host-` prefix ties the cookie to this very host, over TLS, whole site. */
export const SESSION_COOKIE = "__Host-trellis";
/** A token just replaced still works this long, for requests that were under way. */
export const ROTATION_GRACE_MS = 30_000;

/** Who is signed in, and by what. `viaCookie` decides whether the Origin must be checked. */
export interface Principal extends PrincipalRow {
  viaCookie: boolean;
}

const cache = new ExpiringCache<PrincipalRow>();

/** Forgets what this isolate remembers of who is signed in; other isolates forget within ACCESS_CACHE_MS. */
export function forgetPrincipals(): void {
  cache.clear();
}

/**
 * Reads who calls from `Authorization: Bearer|JWT <token>`, else from the cookie. Undefined when neither is there. Throws `unauthenticated`
 * for a token that is not valid, `session_ended` for one whose session is over. Reuse of a replaced token after the grace ends the session.
 */
export async function readPrincipal(c: Context<AppEnv>): Promise<Principal | undefined> {
  const found = presentedToken(c);
  if (found === undefined) return undefined;
  const now = Date.now();
  const remembered = cache.get(found.token, now);
  if (remembered) return { ...remembered, viaCookie: found.viaCookie };

  const claims = await readSessionToken(c.env, found.token, now);
  if (claims === undefined) throw new TrellisError("unauthenticated");
  const row = await principalBySession(c.env, claims.sessionId);
  if (row === undefined || row.userId !== claims.userId) throw new TrellisError("unauthenticated");
  if (row.revokedAt !== null || row.expiresAt <= now) throw new TrellisError("session_ended");
  if (claims.generation !== row.generation) {
    const justReplaced = claims.generation === row.generation - 1 && now - row.rotatedAt <= ROTATION_GRACE_MS;
    if (!justReplaced) {
      await endSession(c.env, row.sessionId, now);
      throw new TrellisError("session_ended");
    }
  } else {
    cache.set(found.token, row, now);
  }
  return { ...row, viaCookie: found.viaCookie };
}

/** The token of a request and where it came from. */
export function presentedToken(c: Context<AppEnv>): { token: string; viaCookie: boolean } | undefined {
  const header = c.req.header("authorization");
  if (header !== undefined) {
    const match = /^(?:Bearer|JWT) +(\S+)$/i.exec(header.trim());
    if (match?.[1] === undefined) throw new TrellisError("unauthenticated");
    return { token: match[1], viaCookie: false };
  }
  const cookie = getCookie(c, SESSION_COOKIE);
  return cookie === undefined || cookie === "" ? undefined : { token: cookie, viaCookie: true };
}
