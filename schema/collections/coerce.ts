import { z } from "zod";
import type { Field } from "./collection.ts";
import { invalid } from "./invalid.ts";
import { type Comparable, WHERE_MAX_VALUE_CHARACTERS } from "./where.ts";

const ISO_DAY = z.iso.date();
const ISO_TIME = z.iso.datetime({ offset: true });
const NUMBER = /^-?\d{1,15}(?:\.\d{1,15})?$/;

/**
 * Reads one value for a field of some type, given as a query string spells it or as JSON has it. Dates come out as ms since the epoch.
 * `path` names it in errors.
 */
export function coerce(field: Field, given: unknown, path: string): Comparable {
  switch (field.type) {
    case "number":
      return asNumber(given, path);
    case "date":
      return asDate(given, path);
    case "boolean":
      return asBoolean(given, path);
    case "enum": {
      const value = asText(given, path);
      const values = field.values ?? [];
      if (!values.includes(value)) throw invalid(path, `must be one of ${values.join(", ")}`);
      return value;
    }
    case "id":
    case "text":
    case "tags":
    case "json":
      return asText(given, path);
    default:
      return field.type satisfies never;
  }
}

/** A null as JSON has it, or as the SDK's query string (empty) and Payload (`null`) spell it for a field that may be empty. */
export function isNull(field: Field, given: unknown): boolean {
  return given === null || (field.nullable === true && (given === "" || given === "null"));
}

/** Throws `invalid` naming `path`. */
export function asBoolean(given: unknown, path: string): boolean {
  if (given === true || given === "true") return true;
  if (given === false || given === "false") return false;
  throw invalid(path, "must be true or false");
}

function asNumber(given: unknown, path: string): number {
  const value = typeof given === "string" && NUMBER.test(given) ? Number(given) : given;
  if (typeof value !== "number" || !Number.isFinite(value)) throw invalid(path, "must be a number");
  return value;
}

function asDate(given: unknown, path: string): number {
  if (typeof given === "string" && (ISO_DAY.safeParse(given).success || ISO_TIME.safeParse(given).success)) {
    const at = Date.parse(given);
    if (Number.isFinite(at)) return at;
  }
  throw invalid(path, "must be an ISO 8601 date or time, such as 2026-05-31 or 2026-05-31T09:30:00Z");
}

function asText(given: unknown, path: string): string {
  if (typeof given !== "string") throw invalid(path, "must be text");
  if (given.length > WHERE_MAX_VALUE_CHARACTERS) {
    throw invalid(path, `must be at most ${WHERE_MAX_VALUE_CHARACTERS} characters`);
  }
  return given;
}
