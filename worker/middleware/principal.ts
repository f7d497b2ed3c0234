import type { Context } from "hono";
import { getCookie } from "hono/cookie";
import type { TenantRow } from "../../schema/control-plane/index.ts";
import { TrellisError } from "../../schema/errors.ts";
import type { AppEnv } from "../app-env.ts";
import { principalBySession, type PrincipalGrant, type PrincipalRow } from "../directory/principals.ts";
import type { Env } from "../env.ts";
import { endSession } from "../services/sessions/end.ts";
import { rememberedPrincipals } from "./remembered-principals.ts";
import { readSessionToken } from "./session-token.ts";

/** The `__Host-` prefix ties the cookie to this very host, over TLS, whole site. */
export const SESSION_COOKIE = "__Host-trellis";
/** A token just replaced still works this long, for requests that were under way. */
export const ROTATION_GRACE_MS = 30_000;

/** Whoever a request comes from: a person with a session, a program with a key, or a person through another's eyes. They reach what their grants reach. */
export type Caller = (Principal | KeyPrincipal | Impersonator) & {
  /** The account whose address the request came to: nothing but it and what is below it is reached there. */
  within?: Pick<TenantRow, "id" | "type">;
};

/** A person who looks at one account through another's eyes: name, address and grants are the other's. */
export interface Impersonator {
  kind: "impersonator";
  /** Who sits at the keys. */
  person: Principal;
  impersonationId: string;
  write: boolean;
  /** ms since the epoch */
  endsAt: number;
  userId: string;
  name: string;
  email: string;
  homeTenantId: string;
  grants: readonly PrincipalGrant[];
  /** The one tenant all this is about: no other is reached, whatever the grants say. */
  confinedTo: string;
}

/** A program. Its one grant is what its key opens; its home is the key's tenant. */
export interface KeyPrincipal {
  kind: "key";
  keyId: string;
  name: string;
  homeTenantId: string;
  grants: readonly KeyGrant[];
}
export type KeyGrant = Pick<PrincipalGrant, "tenantId" | "type" | "capabilities">;

/** Who is signed in. `tokenGeneration` and `tokenExp` (seconds) are of the token presented, which may be the one just replaced. */
export interface Principal extends PrincipalRow {
  kind: "person";
  tokenGeneration: number;
  tokenExp: number;
}

/**
 * Who a token stands for. Throws `unauthenticated` for one that is not valid, `session_ended` for one whose session is over. Reuse of a
 * replaced token after the grace ends the session: one of its two holders is not the person.
 */
export async function readPrincipal(env: Env, token: string): Promise<Principal> {
  const now = Date.now();
  const remembered = rememberedPrincipals.get(token, now);
  if (remembered && remembered.tokenExp * 1000 > now) return remembered;

  const claims = await readSessionToken(env, token, now);
  if (claims === undefined) throw new TrellisError("unauthenticated");
  const row = await principalBySession(env, claims.sessionId);
  if (row === undefined || row.userId !== claims.userId || claims.generation > row.generation)
    throw new TrellisError("unauthenticated");
  if (row.revokedAt !== null || row.expiresAt <= now || row.outgrown === 1) throw new TrellisError("session_ended");
  const principal: Principal = { kind: "person", ...row, tokenGeneration: claims.generation, tokenExp: claims.exp };
  if (claims.generation === row.generation) {
    rememberedPrincipals.set(token, principal, now);
    return principal;
  }
  const justReplaced = claims.generation === row.generation - 1 && now - row.rotatedAt <= ROTATION_GRACE_MS;
  if (justReplaced) return principal;
  await endSession(env, { session: row, reason: "token_reused", now });
  throw new TrellisError("session_ended");
}

/** As readPrincipal. A session that was opened at an account's address is good at that account's addresses alone: throws `unauthenticated` elsewhere. */
export async function readPrincipalAt(c: Context<AppEnv>, token: string): Promise<Principal> {
  const principal = await readPrincipal(c.env, token);
  if (principal.hostTenantId !== null && principal.hostTenantId !== c.get("host")?.tenant.id)
    throw new TrellisError("unauthenticated");
  return principal;
}

/** The token of a request and where it came from: `Authorization: Bearer|JWT <token>`, else the cookie. Undefined when neither is there. */
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
