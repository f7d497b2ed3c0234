import type { MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { newId } from "../../schema/ids.ts";
import { TrellisError } from "../../schema/errors.ts";
import type { AppEnv } from "../app-env.ts";

/** Gives every request its id and every API answer the headers a browser needs to be strict. */
export const request: MiddlewareHandler<AppEnv> = async (c, next) => {
  c.set("requestId", newId("request"));
  if (!URL.canParse(c.req.url)) throw new TrellisError("invalid", { message: "The Host of this request is no host." });
  await next();
  if (c.res.webSocket) return;
  c.header("x-request-id", c.get("requestId"));
  c.header("x-content-type-options", "nosniff");
  c.header("referrer-policy", "same-origin");
  if (!c.res.headers.has("cache-control")) c.header("cache-control", "no-store");
};

export const API_BODY_MAX_BYTES = 1024 * 1024;
/** Meta sends up to 3 MB. */
export const WEBHOOK_BODY_MAX_BYTES = 4 * 1024 * 1024;

export function limitBody(maxSize: number): MiddlewareHandler<AppEnv> {
  return bodyLimit({
    maxSize,
    onError: () => {
      throw new TrellisError("too_large");
    },
  });
}
