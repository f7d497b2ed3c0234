import type { Context } from "hono";
import type { AppEnv } from "../app-env.ts";
import type { Acting } from "../services/account/acting.ts";
import { callerIp } from "./caller-ip.ts";
import { linkOrigin, ownOrigin } from "./origin.ts";

/** What a verb about a person's own sign-in gets of a request. */
export function actingOn(c: Context<AppEnv>): Acting {
  return {
    env: c.env,
    origin: linkOrigin(c),
    pageOrigin: ownOrigin(c),
    ip: callerIp(c),
    hostTenantId: c.get("host")?.tenant.id ?? null,
    requestId: c.get("requestId"),
    now: Date.now(),
    waitUntil: (work) => c.executionCtx.waitUntil(work),
  };
}
