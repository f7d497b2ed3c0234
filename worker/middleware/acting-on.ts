import type { Context } from "hono";
import type { AppEnv } from "../app-env.ts";
import type { Acting } from "../services/account/acting.ts";
import { callerIp } from "./caller-ip.ts";
import { ownOrigin } from "./origin.ts";

/** What a verb about a person's own sign-in gets of a request. */
export function actingOn(c: Context<AppEnv>): Acting {
  return {
    env: c.env,
    origin: ownOrigin(c),
    ip: callerIp(c),
    requestId: c.get("requestId"),
    now: Date.now(),
    waitUntil: (work) => c.executionCtx.waitUntil(work),
  };
}
