import { z } from "zod";

/** Times on the wire: ISO 8601 UTC with milliseconds. */
export const Timestamp = z.iso.datetime().meta({ description: "ISO 8601, UTC" });
export const Id = z.string().min(1).max(64).meta({ description: "Opaque id" });

/** Half of a character: UTF-8 has no form for it, so it would be stored as something else than was answered. */
export const WELL_FORMED = /^\P{Cs}*$/u;

/** A line of text a person typed: trimmed, not empty, no control characters, no halves of characters. */
export function line(max: number) {
  return z
    .string()
    .trim()
    .min(1, "must not be empty")
    .max(max, `must be at most ${max} characters`)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, "must not contain control characters");
}

/** E-mail as a key: trimmed and lower-cased. */
export const Email = z.string().trim().toLowerCase().max(254).pipe(z.email("must be an e-mail address"));

/** The secret part of a link that was mailed. */
export const LinkToken = z.string().min(20).max(100);

/** The list shape of every collection (Payload's REST shape). Totals are absent with `pagination=false`. */
export function pageOf<T extends z.ZodType>(doc: T) {
  return z.object({
    docs: z.array(doc),
    totalDocs: z.number().int(),
    limit: z.number().int(),
    page: z.number().int(),
    totalPages: z.number().int(),
    pagingCounter: z.number().int(),
    hasPrevPage: z.boolean(),
    hasNextPage: z.boolean(),
    prevPage: z.number().int().nullable(),
    nextPage: z.number().int().nullable(),
  });
}

export type Page<T> = {
  docs: T[];
  totalDocs: number;
  limit: number;
  page: number;
  totalPages: number;
  pagingCounter: number;
  hasPrevPage: boolean;
  hasNextPage: boolean;
  prevPage: number | null;
  nextPage: number | null;
};

/** The answer to a write of one document. */
export function docOf<T extends z.ZodType>(doc: T) {
  return z.object({ doc, message: z.string().optional() });
}

/** The answer to a write by `where`: what changed, and what could not. */
export function bulkOf<T extends z.ZodType>(doc: T) {
  return z.object({
    docs: z.array(doc),
    errors: z.array(z.object({ id: z.string(), message: z.string() })),
    message: z.string(),
  });
}

export const ErrorResponse = z.object({
  errors: z.array(
    z.object({
      message: z.string(),
      code: z.string(),
      field: z.string().optional(),
      about: z
        .object({ id: z.string(), name: z.string() })
        .optional()
        .meta({ description: "What stands in the way, in the same account" }),
      challenge: z
        .string()
        .optional()
        .meta({ description: "With `mfa_required`: goes with the code to POST /api/users/login/code" }),
    }),
  ),
  requestId: z.string(),
});
