import { validator } from "hono-openapi";
import type { z } from "zod";
import { type ErrorItem, TrellisError } from "../../schema/errors.ts";

/**
 * Validates a JSON body. Throws `unsupported_media_type` for anything else (which is all that a form on another site can send), `invalid`
 * with one item per fault, `field` being the dotted path. Unknown keys are dropped.
 */
export function body<S extends z.ZodType>(schema: S) {
  const validate = validator("json", schema, refuse);
  const checkType: typeof validate = (c, next) => {
    if (!JSON_TYPE.test(c.req.header("content-type") ?? "")) throw new TrellisError("unsupported_media_type");
    return validate(c, next);
  };
  return Object.assign(checkType, validate);
}
/** Validates the query string. */
export function query<S extends z.ZodType>(schema: S) {
  return validator("query", schema, refuse);
}
/** Validates the path's parameters. */
export function params<S extends z.ZodType>(schema: S) {
  return validator("param", schema, refuse);
}

const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i;

type Issue = { message: string; path?: readonly (PropertyKey | { key: PropertyKey })[] | undefined };

function refuse(result: { success: boolean; error?: readonly Issue[] }): void {
  if (!result.success) throw new TrellisError("invalid", { items: (result.error ?? []).map(item) });
}

function item(issue: Issue): ErrorItem {
  const field = (issue.path ?? []).map((part) => String(typeof part === "object" ? part.key : part)).join(".");
  return { message: issue.message, code: "invalid", ...(field === "" ? {} : { field }) };
}
