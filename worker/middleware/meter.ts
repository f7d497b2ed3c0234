import type { Context } from "hono";
import { TrellisError } from "../../schema/errors.ts";
import { PLAN_TERMS } from "../../schema/plans.ts";
import type { AppEnv } from "../app-env.ts";
import type { Env } from "../env.ts";
import type { Ctx } from "../services/ctx.ts";
import { flushUses } from "../services/usage/flush.ts";
import { isTimeToFlush, noteUse } from "../services/usage/noted.ts";
import { RequestWindow, WINDOW_MS } from "./request-window.ts";

const window = new RequestWindow();

/**
 * Holds a tenant to the requests a minute of its plan, whoever asks, and counts them for its usage. Says how it stands in the headers of the
 * IETF's draft (RateLimit-Policy, RateLimit). Throws `too_many` with Retry-After.
 */
export function meter(c: Context<AppEnv>, { tenant, now }: Pick<Ctx, "tenant" | "now">): void {
  const max = requestsPerMinute(c.env, tenant);
  const { allowed, remaining, resetSeconds } = window.take(tenant.id, max, now);
  c.header("ratelimit-policy", `"tenant";q=${max};w=${WINDOW_MS / 1000}`);
  c.header("ratelimit", `"tenant";r=${remaining};t=${resetSeconds}`);
  if (!allowed)
    throw new TrellisError("too_many", {
      message: `This account has made its ${max.toLocaleString("en-US")} requests of this minute. Wait a moment, then try again.`,
      retryAfterSeconds: resetSeconds,
    });
  noteUse(tenant.id, 1, now);
  if (isTimeToFlush(now)) c.executionCtx.waitUntil(flushUses(c.env, now));
}

/** What the plan says, or the operator in its place. */
function requestsPerMinute(env: Env, { plan }: Ctx["tenant"]): number {
  const told = Number(env.TRELLIS_REQUESTS_PER_MINUTE);
  return Number.isInteger(told) && told > 0 ? told : PLAN_TERMS[plan].requestsPerMinute;
}
