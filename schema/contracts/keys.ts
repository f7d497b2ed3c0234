import { z } from "zod";
import { type Capability, KEY_SCOPES } from "../capabilities.ts";
import { Id, line, Timestamp } from "./common.ts";

/** Keys of one account that open doors at the same time. */
export const KEYS_MAX = 50;
/** How long before its end a key is called `expiring`. */
export const KEY_WARNING_MS = 14 * 24 * 60 * 60_000;
/** The longest that a key which was replaced goes on working. */
export const ROTATION_HOURS_MAX = 168;

export const KEY_STATES = ["active", "expiring", "replaced", "expired", "revoked"] as const;
export type KeyState = (typeof KEY_STATES)[number];

const Scope = z.enum(KEY_SCOPES as [Capability, ...Capability[]]);

/** A program's key to an account and what is below it. The key itself is answered once, when it is made. */
export const ApiKey = z.object({
  id: Id,
  name: z.string(),
  prefix: z.string().meta({ description: "Its first characters, by which people tell keys apart" }),
  scopes: z.array(Scope),
  state: z.enum(KEY_STATES).meta({
    description: "`expiring`: within 14 days of its end. `replaced`: by another key, and working until `expiresAt`",
  }),
  createdBy: z.object({ id: Id, name: z.string() }),
  createdAt: Timestamp,
  expiresAt: Timestamp.nullable(),
  lastUsedAt: Timestamp.nullable().meta({ description: "To the minute" }),
  revokedAt: Timestamp.nullable(),
  replacedBy: Id.nullable(),
});
export type ApiKey = z.infer<typeof ApiKey>;
export const ApiKeyList = z.object({ docs: z.array(ApiKey), max: z.number().int() });
export type ApiKeyList = z.infer<typeof ApiKeyList>;

export const CreatedApiKey = z.object({
  doc: ApiKey,
  key: z.string().meta({ description: "Shown this once: only its hash is kept" }),
  message: z.string(),
});
export type CreatedApiKey = z.infer<typeof CreatedApiKey>;

export const CreateApiKey = z.object({
  name: line(80),
  scopes: z
    .array(Scope)
    .min(1, "must allow something")
    .max(KEY_SCOPES.length)
    .refine((scopes) => new Set(scopes).size === scopes.length, "must not name one twice")
    .meta({ description: "None that you do not have here yourself" }),
  expiresAt: Timestamp.nullable().default(null).meta({ description: "Until it is revoked unless given" }),
});
export type CreateApiKey = z.infer<typeof CreateApiKey>;

export const RotateApiKey = z.object({
  graceHours: z
    .number()
    .int()
    .min(0)
    .max(ROTATION_HOURS_MAX)
    .default(24)
    .meta({ description: "How long the old key goes on working" }),
  expiresAt: Timestamp.nullable()
    .optional()
    .meta({ description: "Of the new key; unless given it lasts as long as the old one was to" }),
});
export type RotateApiKey = z.infer<typeof RotateApiKey>;
