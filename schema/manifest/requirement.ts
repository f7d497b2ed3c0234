import { z } from "zod";
import { OUTSIDE_ID_KINDS } from "../control-plane/outside-ids.ts";
import { VALUE_MAX_CHARACTERS } from "./value-bounds.ts";

const Words = (max: number) => z.string().trim().min(4).max(max);
const HttpsUrl = z.url({ protocol: /^https$/ }).max(500);

/** The rule a value's form follows. `message` goes on after its label: "must be digits". */
const Pattern = z.strictObject({
  source: z.string().min(1).max(300),
  message: z
    .string()
    .max(200)
    .regex(/^must /, "must begin with “must ”, because it goes on after the label"),
});

const COMMON = {
  name: z.string().regex(/^[a-z][A-Za-z0-9]{0,59}$/, "must be a name like accessToken"),
  label: Words(80),
  help: Words(400),
  whereToFind: z.strictObject({ text: Words(300), url: HttpsUrl }).optional(),
  placeholder: z.string().max(120).optional(),
  required: z.boolean(),
  /** `perAccount`: a shared deployment asks each client for its own. */
  sharing: z.enum(["shareable", "perAccount"]),
};
const LENGTH = {
  minLength: z.int().min(1).max(VALUE_MAX_CHARACTERS).optional(),
  maxLength: z.int().min(1).max(VALUE_MAX_CHARACTERS).optional(),
};

/**
 * A value a module needs from an account before it can work. The install form, the API and its errors come from this. Values travel and
 * are stored as text, whatever their kind.
 */
export const Requirement = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("text"),
    ...COMMON,
    ...LENGTH,
    pattern: Pattern.optional(),
    /** The provider addresses the account by this id: never shareable, claimed once verified. */
    routes: z.enum(OUTSIDE_ID_KINDS).optional(),
  }),
  z.strictObject({ kind: z.literal("secret"), ...COMMON, ...LENGTH, pattern: Pattern.optional() }),
  z.strictObject({
    kind: z.literal("url"),
    ...COMMON,
    /** Hosts it may name; with a leading dot every name below. Absent: any. */
    hosts: z.array(z.string().min(3).max(120)).min(1).max(20).readonly().optional(),
  }),
  z.strictObject({ kind: z.literal("email"), ...COMMON }),
  z.strictObject({ kind: z.literal("phone"), ...COMMON }),
  z.strictObject({
    kind: z.literal("select"),
    ...COMMON,
    options: z
      .array(z.strictObject({ value: z.string().min(1).max(120), label: z.string().min(1).max(120) }))
      .min(2)
      .max(200)
      .readonly(),
  }),
  z.strictObject({
    kind: z.literal("number"),
    ...COMMON,
    min: z.number().optional(),
    max: z.number().optional(),
    integer: z.boolean().optional(),
    unit: z.string().max(20).optional(),
  }),
  z.strictObject({ kind: z.literal("boolean"), ...COMMON }),
  z.strictObject({
    kind: z.literal("json-key-file"),
    ...COMMON,
    /** Members the file must have, each a text that is not empty. */
    members: z.array(z.string().min(1).max(60)).min(1).max(20).readonly(),
    /** Members with one right value, like Google's `type: "service_account"`. */
    equals: z.record(z.string().max(60), z.string().max(200)).optional(),
    /** The member people may see afterwards, to tell one file from another: an address, never a key. */
    hintMember: z.string().min(1).max(60),
  }),
  z.strictObject({
    kind: z.literal("oauth"),
    ...COMMON,
    provider: Words(60),
    /** The provider's page where the person agrees; it shows the token to bring back. */
    authorizeUrl: HttpsUrl,
    scopes: z.array(z.string().min(1).max(200)).max(40).readonly(),
  }),
]);
export type Requirement = z.infer<typeof Requirement>;
export type RequirementKind = Requirement["kind"];
