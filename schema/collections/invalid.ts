import { TrellisError } from "../errors.ts";

/** The refusal of one part of a request, named by its dotted path. */
export function invalid(field: string, message: string): TrellisError {
  return new TrellisError("invalid", { field, message: `${field} ${message}` });
}
