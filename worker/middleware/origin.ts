import type { Context } from "hono";
import { TrellisError } from "../../schema/errors.ts";
import type { AppEnv } from "../app-env.ts";
import { accountOrigin, baseDomain, installationOrigin } from "../services/domains/host-name.ts";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/** Whether the request may change something. */
export function isUnsafe(c: Context<AppEnv>): boolean {
  return !SAFE_METHODS.has(c.req.method);
}

/** Whether the request changes something or opens a socket: what another site must not be able to make a browser do. */
export function needsOrigin(c: Context<AppEnv>): boolean {
  return isUnsafe(c) || c.req.header("upgrade")?.toLowerCase() === "websocket";
}

/** Throws `bad_origin` unless the Origin is present and exactly ours. For requests that a cookie authenticates. */
export function requireOwnOrigin(c: Context<AppEnv>): void {
  if (c.req.header("origin") !== ownOrigin(c)) throw new TrellisError("bad_origin");
}

/** Throws `bad_origin` when an Origin is given and is not ours. For doors without a cookie, such as sign-in. */
export function refuseForeignOrigin(c: Context<AppEnv>): void {
  if (c.req.header("origin") !== undefined) requireOwnOrigin(c);
}

/** The origin a browser must say it is on: the installation's own, or the account's whose address the request came to. */
export function ownOrigin(c: Context<AppEnv>): string {
  const here = new URL(c.req.url);
  const { APP_ORIGIN } = c.env;
  if (!APP_ORIGIN) return here.origin;
  const own = new URL(APP_ORIGIN);
  return c.get("host") === undefined ? own.origin : `${own.protocol}//${here.host}`;
}

/**
 * Where links lead that open something. Never to a domain of an account's own: whoever rules it could have them lead elsewhere tomorrow, and
 * read the secrets in them.
 */
export function linkOrigin(c: Context<AppEnv>): string {
  const host = c.get("host");
  if (host === undefined || !host.ownDomain) return ownOrigin(c);
  if (c.env.APP_DOMAIN) return accountOrigin(c.env, c.req.url, host.tenant.slug);
  if (c.env.APP_ORIGIN) return installationOrigin(c.env, c.req.url);
  const here = new URL(c.req.url);
  return `${here.protocol}//${baseDomain(c.env)}${here.port === "" ? "" : `:${here.port}`}`;
}
