import type { Context } from "hono";
import { TrellisError } from "../../schema/errors.ts";
import type { AppEnv } from "../app-env.ts";

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

/** APP_ORIGIN where set, else the origin the request was made to. */
export function ownOrigin(c: Context<AppEnv>): string {
  return c.env.APP_ORIGIN ? new URL(c.env.APP_ORIGIN).origin : new URL(c.req.url).origin;
}
