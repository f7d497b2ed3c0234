import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import { routePath } from "hono/route";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { type ErrorBody, type ErrorCode, ERRORS, isTrellisError, TrellisError } from "../../schema/errors.ts";
import type { AppEnv } from "../app-env.ts";
import { framesOf, reasonOf } from "../../schema/reason-of.ts";

/** Faults told of one request. A body may hold tens of thousands, each answered with more than it took to make. */
const ITEMS_MAX = 50;

/** Turns anything thrown into the one error shape. What is not ours becomes a 500 that says only the request id; the log has the rest. */
export function answerError(error: unknown, c: Context<AppEnv>): Response {
  const known = asTrellisError(error);
  if (known === undefined) logUnexpected(error, c);
  const refusal = known ?? new TrellisError("internal");
  const body: ErrorBody = {
    errors: refusal.items.slice(0, ITEMS_MAX).map(({ message, code, field, about, challenge }) => ({
      message,
      code,
      ...(field === undefined ? {} : { field }),
      ...(about === undefined ? {} : { about }),
      ...(challenge === undefined ? {} : { challenge }),
    })),
    requestId: c.get("requestId"),
  };
  // What is refused is told like what is missing, to the last header; only who asks too much is told how much that is.
  if (refusal.code !== "too_many") for (const name of RATE_HEADERS) c.header(name, undefined);
  if (refusal.retryAfterSeconds !== undefined)
    c.header("retry-after", String(Math.max(1, Math.ceil(refusal.retryAfterSeconds))));
  return c.json(body, ERRORS[refusal.code].status as ContentfulStatusCode);
}

const RATE_HEADERS = ["ratelimit-policy", "ratelimit"] as const;

function asTrellisError(error: unknown): TrellisError | undefined {
  if (isTrellisError(error)) return error;
  // Hono's own refusals: a body that is no JSON, mostly.
  if (error instanceof HTTPException && error.status < 500) {
    const code: ErrorCode =
      error.status === 413 ? "too_large" : error.status === 415 ? "unsupported_media_type" : "invalid";
    return new TrellisError(code, code === "invalid" ? { message: "The body is not valid JSON." } : {});
  }
  if (isOverloaded(error)) return new TrellisError("unavailable");
  return undefined;
}

/** An object or D1 that is restarting or overloaded says so by `retryable` or `overloaded`. */
function isOverloaded(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  const { retryable, overloaded } = error as { retryable?: unknown; overloaded?: unknown };
  return retryable === true || overloaded === true;
}

function logUnexpected(error: unknown, c: Context<AppEnv>): void {
  console.error(
    JSON.stringify({
      level: "error",
      event: "unexpected",
      requestId: c.get("requestId"),
      method: c.req.method,
      // The pattern, not the address: some addresses hold a token.
      route: routePath(c),
      reason: reasonOf(error),
      frames: framesOf(error),
    }),
  );
}
