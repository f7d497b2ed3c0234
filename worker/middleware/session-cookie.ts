import type { Context } from "hono";
import { deleteCookie, setCookie } from "hono/cookie";
import type { AppEnv } from "../app-env.ts";
import { SESSION_COOKIE } from "./principal.ts";

/** Lax, so that a link from elsewhere opens signed in; what changes anything needs our Origin besides. */
const ATTRIBUTES = { path: "/", secure: true, httpOnly: true, sameSite: "Lax" } as const;

/** Gives the browser a token that its scripts cannot read. `exp` in seconds since the epoch. */
export function setSessionCookie(c: Context<AppEnv>, { token, exp }: { token: string; exp: number }): void {
  setCookie(c, SESSION_COOKIE, token, { ...ATTRIBUTES, expires: new Date(exp * 1000) });
}

/** Takes the session's cookie from the browser. */
export function clearSessionCookie(c: Context<AppEnv>): void {
  deleteCookie(c, SESSION_COOKIE, ATTRIBUTES);
}
