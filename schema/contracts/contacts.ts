import { z } from "zod";
import { Email, Id, line, Timestamp } from "./common.ts";

export const CONTACT_STAGES = ["lead", "qualified", "customer", "lost"] as const;
export const IDENTITY_KINDS = ["phone", "whatsapp", "bsuid", "email", "instagram"] as const;
export type IdentityKind = (typeof IDENTITY_KINDS)[number];

/** Ways one contact may be known by. */
export const IDENTITIES_MAX = 50;
export const TAGS_MAX = 50;

/** One way a person is known on a channel. `value` is the canonical key, `display` what to show. */
export const Identity = z.object({
  id: Id,
  kind: z.enum(IDENTITY_KINDS),
  value: z.string(),
  display: z.string(),
});
export type Identity = z.infer<typeof Identity>;

export const Contact = z.object({
  id: Id,
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable().meta({ description: "E.164 where it can be read as one, else as given" }),
  stage: z.enum(CONTACT_STAGES),
  source: z.string().nullable(),
  owner: z.string().nullable(),
  company: z.string().nullable(),
  tags: z.array(z.string()),
  identities: z.array(Identity).optional().meta({ description: "With depth >= 1 and on a single read" }),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type Contact = z.infer<typeof Contact>;

const Tags = z.array(line(40)).max(TAGS_MAX);
/** At least 6 digits with the usual separators; stored as E.164 when libphonenumber reads it. */
const Phone = z
  .string()
  .trim()
  .min(6)
  .max(40)
  .regex(/^[+0-9 ().\-/]+$/, "must be a phone number");

export const CreateContact = z.object({
  name: line(200),
  email: Email.nullish(),
  phone: Phone.nullish(),
  stage: z.enum(CONTACT_STAGES).default("lead"),
  source: line(120).nullish(),
  owner: Id.nullish(),
  company: line(200).nullish(),
  tags: Tags.default([]),
});
export type CreateContact = z.infer<typeof CreateContact>;

export const UpdateContact = z.object({
  name: line(200).optional(),
  email: Email.nullish(),
  phone: Phone.nullish(),
  stage: z.enum(CONTACT_STAGES).optional(),
  source: line(120).nullish(),
  owner: Id.nullish(),
  company: line(200).nullish(),
  tags: Tags.optional(),
});
export type UpdateContact = z.infer<typeof UpdateContact>;

export const Activity = z.object({
  id: Id,
  type: z.string(),
  contactId: z.string(),
  conversationId: z.string().nullable(),
  actor: z.object({ type: z.enum(["user", "key", "system", "contact"]), id: z.string(), name: z.string() }),
  detail: z.record(z.string(), z.unknown()),
  createdAt: Timestamp,
});
export type Activity = z.infer<typeof Activity>;
export const ActivityList = z.object({ docs: z.array(Activity) });
