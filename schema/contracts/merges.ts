import { z } from "zod";
import { CHANNELS } from "../channels.ts";
import { Id, Timestamp } from "./common.ts";
import { Contact, IDENTITY_KINDS } from "./contacts.ts";

/** The fields of which a merge keeps one of two values. Tags are joined. */
export const MERGED_FIELDS = ["name", "email", "phone", "stage", "source", "owner", "company"] as const;
export type MergedField = (typeof MERGED_FIELDS)[number];

/** How long a merge can be undone. */
export const MERGE_UNDO_MS = 30 * 24 * 60 * 60 * 1000;

const Side = z.enum(["a", "b"]).meta({ description: "`a` is the contact that stays, `b` the other" });

/** Which contact's value of a field stays. Without it: the staying contact's, or the other's where that is empty. */
const Fields = z.partialRecord(z.enum(MERGED_FIELDS), Side);

export const PreviewMerge = z.object({ other: Id, fields: Fields.optional() });
export type PreviewMerge = z.infer<typeof PreviewMerge>;

export const MergeContacts = z.object({
  other: Id.meta({ description: "The contact that goes" }),
  fields: Fields.optional(),
  version: z.string().min(1).max(100).meta({ description: "As the preview answered it" }),
});
export type MergeContacts = z.infer<typeof MergeContacts>;

/** Exactly what a merge will do. */
export const MergePreview = z.object({
  a: Contact.meta({ description: "The contact that stays, as it is" }),
  b: Contact.meta({ description: "The contact that goes, as it is" }),
  result: Contact.meta({ description: "What the contact that stays will be" }),
  fields: z.array(
    z.object({
      field: z.enum(MERGED_FIELDS),
      a: z.string().nullable(),
      b: z.string().nullable(),
      from: Side,
      clash: z.boolean().meta({ description: "Both say something, and not the same" }),
    }),
  ),
  conversations: z.array(
    z.object({
      id: Id,
      channel: z.enum(CHANNELS),
      integrationId: Id,
      messages: z.number().int(),
      joins: Id.nullable().meta({
        description: "The conversation of `a` it is laid into, through the same number; null when it moves as it is",
      }),
    }),
  ),
  counts: z.object({
    identities: z.number().int(),
    conversations: z.number().int(),
    messages: z.number().int(),
    activities: z.number().int(),
  }),
  refusal: z.string().nullable().meta({ description: "Why the merge would be refused" }),
  version: z.string().meta({ description: "Send it with the merge, which is refused when either contact has changed" }),
});
export type MergePreview = z.infer<typeof MergePreview>;

export const Merge = z.object({
  id: Id,
  winner: Id,
  loser: Id,
  at: Timestamp,
  undoableUntil: Timestamp,
});
export type Merge = z.infer<typeof Merge>;

export const Merged = z.object({ doc: Contact, merge: Merge, message: z.string() });
export type Merged = z.infer<typeof Merged>;

export const Unmerged = z.object({
  doc: Contact.meta({ description: "The contact that stayed" }),
  restored: Contact.meta({ description: "The contact that is back" }),
  message: z.string(),
});
export type Unmerged = z.infer<typeof Unmerged>;

/** One more way a contact is known. */
export const AddIdentity = z.object({ kind: z.enum(IDENTITY_KINDS), value: z.string().trim().min(1).max(254) });
export type AddIdentity = z.infer<typeof AddIdentity>;

export const DUPLICATE_REASONS = ["channel", "number", "email", "name_and_number", "name_and_email"] as const;

/** Two contacts that may be one person. */
export const Duplicate = z.object({
  a: Contact,
  b: Contact,
  reason: z.enum(DUPLICATE_REASONS),
  detail: z.string().meta({ description: "What they share, as people read it" }),
});
export type Duplicate = z.infer<typeof Duplicate>;
export const DuplicateList = z.object({ docs: z.array(Duplicate) });
export type DuplicateList = z.infer<typeof DuplicateList>;

/** "Not the same person." */
export const DismissDuplicate = z.object({ other: Id });
export type DismissDuplicate = z.infer<typeof DismissDuplicate>;
