import { z } from "zod";
import { DRAFT_MAX_CHARACTERS, DRAFT_MODES } from "../draft-limits.ts";
import { Id, Timestamp, WELL_FORMED } from "./common.ts";
import { Attachment, Author } from "./messages.ts";

/** Drafts one person may have in one account; the one left alone the longest makes room. */
export const DRAFTS_A_PERSON_MAX = 200;
/** Files one draft may hold. */
export const DRAFT_FILES_MAX = 10;

/** What one person is writing in one conversation. */
export const Draft = z.object({
  conversationId: Id,
  mode: z.enum(DRAFT_MODES),
  text: z.string(),
  replyTo: z.object({ id: Id, author: Author, text: z.string() }).nullable().meta({
    description: "The message it answers, in brief",
  }),
  attachments: z.array(Attachment).meta({ description: "Uploads that are still there" }),
  version: z.number().int(),
  updatedAt: Timestamp,
});
export type Draft = z.infer<typeof Draft>;

const Client = z.string().min(1).max(64).meta({ description: "Names the screen, so that it knows its own echo" });

/** `baseVersion`: the version written on, 0 for none. Another one there now is a conflict. */
export const PutDraft = z
  .object({
    mode: z.enum(DRAFT_MODES).default("reply"),
    text: z
      .string()
      .max(DRAFT_MAX_CHARACTERS, `must be at most ${DRAFT_MAX_CHARACTERS} characters`)
      .regex(WELL_FORMED, "must be whole characters"),
    replyTo: Id.nullish(),
    attachments: z.array(Id).max(DRAFT_FILES_MAX).default([]),
    baseVersion: z.number().int().min(0).default(0),
    client: Client.optional(),
  })
  .refine(({ text, replyTo, attachments }) => text !== "" || attachments.length > 0 || typeof replyTo === "string", {
    message: "must not be empty: delete the draft instead",
    path: ["text"],
  });
export type PutDraft = z.infer<typeof PutDraft>;

/** Without `mode` both go. With `baseVersion` only that version. */
export const DeleteDraft = z.object({
  mode: z.enum(DRAFT_MODES).optional(),
  baseVersion: z.coerce.number().int().min(0).optional(),
  client: Client.optional(),
});
export type DeleteDraft = z.infer<typeof DeleteDraft>;
