import type { MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { newId } from "../../schema/ids.ts";
import { TrellisError } from "../../schema/errors.ts";
import type { AppEnv } from "../app-env.ts";

/**
 * Gives every request its id and every API answer the headers a browser needs to be strict. They are set before the answer is made: set on a
 * finished one, each would cost a new Response.
 */
export const request: MiddlewareHandler<AppEnv> = async (c, next) => {
  const requestId = newId("request");
  c.set("requestId", requestId);
  if (!URL.canParse(c.req.url)) throw new TrellisError("invalid", { message: "The Host of this request is no host." });
  const headers = { "x-request-id": requestId, ...STRICT_HEADERS };
  for (const [name, value] of Object.entries(headers)) c.header(name, value);
  await next();
  // An answer made without the context, such as a file, has none of them yet.
  if (c.res.webSocket || c.res.headers.has("x-request-id")) return;
  for (const [name, value] of Object.entries(headers)) if (!c.res.headers.has(name)) c.header(name, value);
};

const STRICT_HEADERS = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "cache-control": "no-store",
  "strict-transport-security": "max-age=31536000",
};

export const API_BODY_MAX_BYTES = 1024 * 1024;
/** Meta sends up to 3 MB. */
export const WEBHOOK_BODY_MAX_BYTES = 4 * 1024 * 1024;

/** Refuses a body of more than `maxSize` bytes: `too_large`. */
export function limitBody(maxSize: number): MiddlewareHandler<AppEnv> {
  return bodyLimit({
    maxSize,
    onError: () => {
      throw new TrellisError("too_large");
    },
  });
}
