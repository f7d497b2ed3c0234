import { z } from "zod";
import { CANNED_TEXT_MAX_CHARACTERS, CANNED_TITLE_MAX_CHARACTERS, SHORTCUT_MAX_CHARACTERS } from "../canned/limits.ts";
import { CANNED_VARIABLE_NAMES } from "../canned/variables.ts";
import { Id, line, Timestamp, WELL_FORMED } from "./common.ts";

export const CannedReply = z.object({
  id: Id,
  shortcut: z.string().meta({ description: "Written after `/`; one per account" }),
  title: z.string(),
  text: z.string().meta({ description: "Liquid, with the variables of the conversation it is used in" }),
  uses: z.number().int().meta({ description: "How often it was put into a composer" }),
  createdBy: z.string().meta({ description: "User id" }),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type CannedReply = z.infer<typeof CannedReply>;

const Shortcut = z
  .string()
  .trim()
  .toLowerCase()
  .min(1, "must not be empty")
  .max(SHORTCUT_MAX_CHARACTERS, `must be at most ${SHORTCUT_MAX_CHARACTERS} characters`)
  .regex(/^[a-z0-9_-]*$/, "may have letters from a to z, digits, - and _ only");
const Text = z
  .string()
  .max(CANNED_TEXT_MAX_CHARACTERS, `must be at most ${CANNED_TEXT_MAX_CHARACTERS} characters`)
  .regex(WELL_FORMED, "must be whole characters")
  .refine((text) => text.trim() !== "", "must not be empty")
  .meta({
    description: `Liquid with conditions and ${CANNED_VARIABLE_NAMES.map((name) => `\`{{${name}}}\``).join(", ")}`,
  });

export const CreateCannedReply = z.object({ shortcut: Shortcut, title: line(CANNED_TITLE_MAX_CHARACTERS), text: Text });
export type CreateCannedReply = z.infer<typeof CreateCannedReply>;

export const UpdateCannedReply = CreateCannedReply.partial();
export type UpdateCannedReply = z.infer<typeof UpdateCannedReply>;

export const RenderCannedReply = z.object({ conversation: Id });
export type RenderCannedReply = z.infer<typeof RenderCannedReply>;

export const RenderedCannedReply = z.object({
  text: z.string(),
  missing: z.array(z.enum(CANNED_VARIABLE_NAMES)).meta({
    description: "What is not known of this conversation; in the text its name stands in square brackets",
  }),
});
export type RenderedCannedReply = z.infer<typeof RenderedCannedReply>;
