import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { AppEnv } from "../app-env.ts";

const COOKIE = "__Host-trellis-provider";
/** Lax: the browser comes back from another site, and then asks for itself. */
const ATTRIBUTES = { path: "/", secure: true, httpOnly: true, sameSite: "Lax" } as const;

/** Keeps in this browser what it must come back from its provider with. */
export function keepProviderTicket(c: Context<AppEnv>, ticket: string, seconds: number): void {
  setCookie(c, COOKIE, ticket, { ...ATTRIBUTES, maxAge: seconds });
}

/** Takes it from the browser: it is of use once. */
export function takeProviderTicket(c: Context<AppEnv>): string | undefined {
  const ticket = getCookie(c, COOKIE);
  if (ticket !== undefined) deleteCookie(c, COOKIE, ATTRIBUTES);
  return ticket;
}
